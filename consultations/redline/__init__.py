"""What changed between two texts, word by word: pure, and bounded in time whatever the texts are."""

from consultations.redline.compare import Mark as Mark
from consultations.redline.compare import Piece as Piece
from consultations.redline.compare import Redline as Redline
from consultations.redline.compare import redline as redline
from consultations.redline.compare import redlines as redlines
from consultations.redline.rows import Compared as Compared
from consultations.redline.rows import Figure as Figure
from consultations.redline.rows import Link as Link
from consultations.redline.rows import Matched as Matched
from consultations.redline.rows import Row as Row
from consultations.redline.rows import composed as composed
from consultations.redline.rows import figures as figures
