from oneteam.config import diagrams


def test_page_of_life_cycles_is_what_the_tables_say():
    assert diagrams.PAGE.read_text(encoding="utf-8") == diagrams.drawn()


def test_every_transition_leads_from_and_to_a_state():
    for workflow in diagrams.WORKFLOWS:
        states = set(workflow.states.values)
        for step in workflow.transitions:
            assert {*step.sources, *step.targets} <= states
