from django import template

from comments.queries.answers import shown_name

register = template.Library()
register.filter("shown_name", shown_name)
