import os
from pathlib import Path

ASSETS_URL = "https://assets.lens.invalid/releases/download"
SETTINGS_DIR = Path(os.environ.get("LENS_CONFIG_DIR", Path.home() / ".config" / "lens"))
