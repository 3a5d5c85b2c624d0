"""What the record holds, as tables and networks for other programs."""

from briefs.export.exports import FORMS, SUBJECTS, ExportError, export

__all__ = ["FORMS", "SUBJECTS", "ExportError", "export"]
