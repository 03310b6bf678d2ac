"""What Hipbreak costs, measured beside a bare PySide6 tray program: `make bench`."""
