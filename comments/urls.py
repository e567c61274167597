from django.urls import URLPattern, path

from comments.views.answers import desk_answers, desk_answers_to, prompt_figures
from comments.views.attachment import attachment
from comments.views.carried import carried
from comments.views.comment import comment, comments
from comments.views.comment_import import (
    desk_import,
    desk_import_cancel,
    desk_import_new,
    desk_import_report,
    desk_imports,
)
from comments.views.compose import comment_new, reply_new, unsent_comment
from comments.views.consultation import consultation
from comments.views.contributions import my_contributions, my_contributions_csv
from comments.views.desk import desk_comments
from comments.views.desk_consultation import consultation_overview, consultation_state
from comments.views.draft import reader
from comments.views.edit import comment_edit
from comments.views.edit_decision import desk_edit_decision
from comments.views.entry import desk_entry_new
from comments.views.history import provision_history
from comments.views.invitation import invited, invited_refuse
from comments.views.invitation_list import (
    desk_invitation_list,
    desk_invitation_list_csv,
    desk_invitation_list_new,
    desk_invitation_list_send,
    desk_invitations,
    desk_invitee,
)
from comments.views.letters import letters_refuse, my_letters
from comments.views.moderation import desk_decision, desk_queue, desk_reported, desk_reports_dismiss
from comments.views.news import place_news, thread_news
from comments.views.organisation_merge import desk_organisation_merge
from comments.views.participants import desk_participants, desk_participants_csv
from comments.views.placements import desk_placements
from comments.views.prompts import desk_prompt_preview, prompts
from comments.views.provision import provision, whole
from comments.views.publishing import draft_publish
from comments.views.reaction import comment_reactions
from comments.views.redline import redline, redline_choice
from comments.views.report import comment_report_new
from comments.views.response import response_new
from comments.views.revisions import comment_revisions
from comments.views.round_results import desk_round_results
from comments.views.search import search
from comments.views.taxonomy import (
    desk_list,
    desk_lists,
    desk_term,
    desk_term_edit,
    desk_term_merge,
    desk_term_move,
    desk_term_new,
    desk_term_retire,
)
from comments.views.unsent import unsent_comment_discard, unsent_comments
from comments.views.withdrawal import comment_withdraw

DRAFT = "c/<slug:slug>/drafts/<int:number>/"
DESK = "desk/c/<slug:slug>/"
LISTS = "desk/lists/"

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/", consultation, name="consultation"),
    path("c/<slug:slug>/comments/", comments, name="comments"),
    path("search/", search, name="search"),
    path("c/<slug:slug>/search/", search, name="consultation_search"),
    path("c/<slug:slug>/rounds/<int:number>/prompts/", prompts, name="prompts"),
    path("c/<slug:slug>/rounds/<int:number>/prompts/figures/", prompt_figures, name="prompt_figures"),
    path("c/<slug:slug>/redline/", redline_choice, name="redline_choice"),
    path("c/<slug:slug>/redline/<int:earlier>..<int:later>/", redline, name="redline"),
    path(DRAFT, reader, name="reader"),
    path(DRAFT + "carried/", carried, name="carried"),
    path(DRAFT + "whole/", whole, name="whole_draft"),
    path(DRAFT + "whole/comment/", comment_new, name="whole_draft_comment_new"),
    path(DRAFT + "whole/news/", place_news, name="whole_draft_news"),
    path(DRAFT + "p/<str:eid>/news/", place_news, name="provision_news"),
    path(DRAFT + "p/<str:eid>/history/", provision_history, name="provision_history"),
    path(DRAFT + "p/<str:eid>/", provision, name="provision"),
    path(DRAFT + "p/<str:eid>/comment/", comment_new, name="comment_new"),
    path("comments/<str:reference>/", comment, name="comment"),
    path("comments/<str:reference>/reply/", reply_new, name="reply_new"),
    path("comments/<str:reference>/news/", thread_news, name="thread_news"),
    path("comments/<str:reference>/reactions/", comment_reactions, name="comment_reactions"),
    path("comments/<str:reference>/edit/", comment_edit, name="comment_edit"),
    path("comments/<str:reference>/revisions/", comment_revisions, name="comment_revisions"),
    path("comments/<str:reference>/withdraw/", comment_withdraw, name="comment_withdraw"),
    path("comments/<str:reference>/report/", comment_report_new, name="comment_report_new"),
    path("comments/<str:reference>/files/<int:pk>/", attachment, name="attachment"),
    path("profile/letters/", my_letters, name="my_letters"),
    path("letters/<str:token>/", letters_refuse, name="letters_refuse"),
    path("unsent/", unsent_comments, name="unsent_comments"),
    path("contributions/", my_contributions, name="my_contributions"),
    path("contributions.csv", my_contributions_csv, name="my_contributions_csv"),
    path("unsent/<uuid:key>/", unsent_comment, name="unsent_comment"),
    path("unsent/<uuid:key>/discard/", unsent_comment_discard, name="unsent_comment_discard"),
    path(DESK, consultation_overview, name="desk_consultation"),
    path(DESK + "rounds/<int:number>/results/", desk_round_results, name="desk_round_results"),
    path(DESK + "state/", consultation_state, name="desk_consultation_state"),
    path(DESK + "comments/", desk_comments, name="desk_comments"),
    path(DESK + "participants/", desk_participants, name="desk_participants"),
    path(DESK + "participants.csv", desk_participants_csv, name="desk_participants_csv"),
    path(DESK + "invitations/", desk_invitations, name="desk_invitations"),
    path(DESK + "invitations/new/", desk_invitation_list_new, name="desk_invitation_list_new"),
    path(DESK + "invitations/<uuid:key>/", desk_invitation_list, name="desk_invitation_list"),
    path(DESK + "invitations/<uuid:key>/report.csv", desk_invitation_list_csv, name="desk_invitation_list_csv"),
    path(DESK + "invitations/<uuid:key>/send/", desk_invitation_list_send, name="desk_invitation_list_send"),
    path(DESK + "invitees/<int:pk>/", desk_invitee, name="desk_invitee"),
    path("invited/<str:token>/", invited, name="invited"),
    path("invited/<str:token>/refuse/", invited_refuse, name="invited_refuse"),
    path(DESK + "queue/", desk_queue, name="desk_queue"),
    path(DESK + "reported/", desk_reported, name="desk_reported"),
    path("desk/organisations/<int:pk>/merge/", desk_organisation_merge, name="desk_organisation_merge"),
    path(LISTS, desk_lists, name="desk_lists"),
    path(LISTS + "<slug:key>/", desk_list, name="desk_list"),
    path(LISTS + "<slug:key>/new/", desk_term_new, name="desk_term_new"),
    path(LISTS + "<slug:key>/<int:pk>/", desk_term, name="desk_term"),
    path(LISTS + "<slug:key>/<int:pk>/wording/", desk_term_edit, name="desk_term_edit"),
    path(LISTS + "<slug:key>/<int:pk>/move/", desk_term_move, name="desk_term_move"),
    path(LISTS + "<slug:key>/<int:pk>/retire/", desk_term_retire, name="desk_term_retire"),
    path(LISTS + "<slug:key>/<int:pk>/merge/", desk_term_merge, name="desk_term_merge"),
    path("desk/comments/<str:reference>/decide/", desk_decision, name="desk_decision"),
    path("desk/comments/<str:reference>/decide-edit/", desk_edit_decision, name="desk_edit_decision"),
    path("desk/comments/<str:reference>/dismiss-reports/", desk_reports_dismiss, name="desk_reports_dismiss"),
    path(DESK + "drafts/<int:number>/placements/", desk_placements, name="desk_placements"),
    path(DESK + "drafts/<int:number>/publish/", draft_publish, name="desk_draft_publish"),
    path(DESK + "rounds/<int:number>/prompts/preview/", desk_prompt_preview, name="desk_prompt_preview"),
    path(DESK + "rounds/<int:number>/answers/", desk_answers, name="desk_answers"),
    path(DESK + "rounds/<int:number>/answers/<int:prompt>/", desk_answers_to, name="desk_answers_to"),
    path("desk/comments/<str:reference>/respond/", response_new, name="response_new"),
    path(DESK + "imports/", desk_imports, name="desk_imports"),
    path(DESK + "imports/new/", desk_import_new, name="desk_import_new"),
    path(DESK + "imports/<uuid:key>/", desk_import, name="desk_import"),
    path(DESK + "imports/<uuid:key>/report.csv", desk_import_report, name="desk_import_report"),
    path(DESK + "imports/<uuid:key>/cancel/", desk_import_cancel, name="desk_import_cancel"),
    path(DESK + "entries/new/", desk_entry_new, name="desk_entry_new"),
]
