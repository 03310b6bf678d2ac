"""The running app: builds the parts and connects them."""
