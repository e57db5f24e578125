"""The HTML checker of the W3C, where this machine has it (`make tools`)."""

import json
import shutil
import subprocess
from pathlib import Path

JAR = Path(__file__).parents[2] / "tools/node_modules/vnu-jar/build/dist/vnu.jar"
# The checker does not know these yet; both are in HTML's living standard.
UNKNOWN = ("popovertarget",)


def available() -> bool:
    return JAR.is_file() and shutil.which("java") is not None


def faults(folder: Path) -> list[str]:
    """List what is wrong with the HTML files of a folder, one line for each place."""
    # Its parser needs a deep stack.
    command = ["java", "-Xss8m", "-jar", str(JAR), "--format", "json", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(run.stderr)["messages"]
    return [
        f"{Path(message['url']).stem}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error"
        and not any(name in message["message"] for name in UNKNOWN)
    ]
