from django.urls import URLPattern, path

from consultations.views import prompt as prompt_views
from consultations.views import round as round_views
from consultations.views import round_times
from consultations.views.consultation import consultation_edit, consultation_new
from consultations.views.draft import draft, draft_new, draft_source, drafts
from consultations.views.lineage import lineage, lineage_row
from consultations.views.provision import provision
from consultations.views.staff import desk_second_factor_reset, desk_staff
from consultations.views.team import member_remove, team
from consultations.views.tree import draft_edit

DESK = "desk/c/<slug:slug>/"
ROUND = DESK + "rounds/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("c/<slug:slug>/drafts/<int:number>/source/", draft_source, name="draft_source"),
    path("desk/staff/", desk_staff, name="desk_staff"),
    path("desk/staff/<int:pk>/second-factor/", desk_second_factor_reset, name="desk_second_factor_reset"),
    path("desk/consultations/new/", consultation_new, name="desk_consultation_new"),
    path(DESK + "edit/", consultation_edit, name="desk_consultation_edit"),
    path(DESK + "team/", team, name="desk_team"),
    path(DESK + "team/<int:member>/remove/", member_remove, name="desk_team_remove"),
    path(DESK + "drafts/", drafts, name="desk_drafts"),
    path(DESK + "drafts/new/", draft_new, name="desk_draft_new"),
    path(DESK + "drafts/<int:number>/", draft, name="desk_draft"),
    path(DESK + "drafts/<int:number>/edit/", draft_edit, name="desk_draft_edit"),
    path(DESK + "drafts/<int:number>/p/<str:eid>/", provision, name="desk_provision"),
    path(DESK + "drafts/<int:number>/lineage/", lineage, name="desk_lineage"),
    path(DESK + "drafts/<int:number>/lineage/<int:row>/", lineage_row, name="desk_lineage_row"),
    path(DESK + "rounds/", round_views.rounds, name="desk_rounds"),
    path(DESK + "rounds/new/", round_views.round_new, name="desk_round_new"),
    path(DESK + "rounds/<int:number>/", round_views.round, name="desk_round"),
    path(DESK + "rounds/<int:number>/extend/", round_times.round_extend, name="desk_round_extend"),
    path(DESK + "rounds/<int:number>/close/", round_times.round_close, name="desk_round_close"),
    path(ROUND + "prompts/", prompt_views.prompts, name="desk_prompts"),
    path(ROUND + "prompts/new/", prompt_views.prompt_new, name="desk_prompt_new"),
    path(ROUND + "prompts/copy/", prompt_views.prompts_copy, name="desk_prompts_copy"),
    path(ROUND + "prompts/<int:prompt>/", prompt_views.prompt, name="desk_prompt"),
    path(ROUND + "prompts/<int:prompt>/move/", prompt_views.prompt_move, name="desk_prompt_move"),
    path(ROUND + "prompts/<int:prompt>/retire/", prompt_views.prompt_retire, name="desk_prompt_retire"),
]
