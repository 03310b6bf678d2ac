"""The log in the running app: recording, export, import, deletion."""
