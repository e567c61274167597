from common.fields_only import FieldsOnlyForm


class DeskForm(FieldsOnlyForm):
    """A form of the desk."""
