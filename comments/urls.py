from django.urls import URLPattern, path

from comments.views.comment import comment, comments
from comments.views.compose import comment_new, reply_new, unsent_comment
from comments.views.consultation import consultation
from comments.views.draft import reader
from comments.views.desk import desk_comments
from comments.views.provision import provision, whole
from comments.views.response import response_new

DRAFT = "c/<slug:slug>/drafts/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/", consultation, name="consultation"),
    path("c/<slug:slug>/comments/", comments, name="comments"),
    path(DRAFT, reader, name="reader"),
    path(DRAFT + "whole/", whole, name="whole_draft"),
    path(DRAFT + "whole/comment/", comment_new, name="whole_draft_comment_new"),
    path(DRAFT + "p/<str:eid>/", provision, name="provision"),
    path(DRAFT + "p/<str:eid>/comment/", comment_new, name="comment_new"),
    path("comments/<str:reference>/", comment, name="comment"),
    path("comments/<str:reference>/reply/", reply_new, name="reply_new"),
    path("unsent/<uuid:key>/", unsent_comment, name="unsent_comment"),
    path("desk/c/<slug:slug>/comments/", desk_comments, name="desk_comments"),
    path("desk/comments/<str:reference>/respond/", response_new, name="response_new"),
]
