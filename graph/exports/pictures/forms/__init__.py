"""The forms of pictures, one module each; a module with a `FORM` is one."""
