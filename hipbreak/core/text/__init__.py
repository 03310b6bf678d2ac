"""Every sentence shown or spoken, by subject."""
