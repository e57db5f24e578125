"""Pictures that show a page where its address is shared: 1200 x 630, one a record.

A card is drawn when it is first asked for and kept under the hash of what it shows,
so that a changed title has a new picture and an old one is never served for it.
"""

from hashlib import sha256
from io import BytesIO
from pathlib import Path
from textwrap import wrap

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)  # what the large sites cut nothing off from
FORMAT_VERSION = "1"  # raise it when the same words give another picture
FONT = settings.BASE_DIR / "static" / "fonts" / "newsreader-latin.woff2"
PAPER, INK, FADED = "#faf9f5", "#1a1c21", "#5a5d66"
HUES = {
    "machine-learning-engineer": "#184190",
    "deep-learning-engineer": "#8540a6",
    "nlp-engineer": "#945000",
    "computer-vision-engineer": "#00736e",
    "robotics-engineer": "#7e1e32",
}
MARGIN = 80
TITLE_SIZE, TITLE_COLUMNS, TITLE_LINES = 88, 24, 3
TEXT_SIZE, TEXT_COLUMNS, TEXT_LINES = 38, 56, 3


def card(*, title: str, text: str, site_name: str, role: str = "") -> bytes:
    """Return the PNG of a card, from the folder of cards where it is there already.

    Args:
        role: slug of the role whose hue the card has; without one it has all five.
    """
    key = "\0".join((FORMAT_VERSION, title, text, site_name, role))
    file = folder() / f"{sha256(key.encode()).hexdigest()}.png"
    if file.is_file():
        return file.read_bytes()
    png = draw(title, text, site_name, role)
    keep(file, png)
    return png


def folder() -> Path:
    return Path(settings.DATA_DIR) / "cards"


def keep(file: Path, png: bytes) -> None:
    """Write a card; where the folder cannot be written, it is drawn anew each time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".part")
        partial.write_bytes(png)
        partial.replace(file)
    except OSError:
        pass


def draw(title: str, text: str, site_name: str, role: str) -> bytes:
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    hues = [HUES[role]] if role in HUES else list(HUES.values())
    for place, hue in enumerate(hues):
        left = SIZE[0] * place // len(hues)
        canvas.rectangle((left, 0, SIZE[0] * (place + 1) // len(hues), 28), fill=hue)
    ink = HUES.get(role, INK)
    top = lines(canvas, 110, title, TITLE_SIZE, TITLE_COLUMNS, TITLE_LINES, ink, 600)
    lines(canvas, top + 24, text, TEXT_SIZE, TEXT_COLUMNS, TEXT_LINES, FADED, 400)
    lines(canvas, SIZE[1] - MARGIN - 20, site_name, 34, 60, 1, INK, 600)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def lines(
    canvas: ImageDraw.ImageDraw,
    top: int,
    text: str,
    size: int,
    columns: int,
    at_most: int,
    color: str,
    weight: int,
) -> int:
    """Write a text in lines and return where the next may begin, in pixels."""
    font = ImageFont.truetype(str(FONT), size)
    font.set_variation_by_axes([weight])
    wrapped = wrap(text, columns, max_lines=at_most, placeholder=" …")
    for line in wrapped:
        canvas.text((MARGIN, top), line, font=font, fill=color)
        top += round(size * 1.15)
    return top
