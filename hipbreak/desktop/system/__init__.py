"""The operating system: autostart, processes, memory, start-up workarounds."""
