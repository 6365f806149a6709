from oneteam.demo.walking.forms import forms_of

PAGE = """
<form method="post" action="/x/"><input type="hidden" name="token" value="t"><input name="title" value="a">
<textarea name="text">
one</textarea><select name="who"><option value="">–</option><option value="7" selected>모가을 책임매니저</option></select>
<input type="checkbox" name="here" checked><input type="radio" name="kind" value="a"><input type="radio" name="kind"
 value="b" checked><button name="later">Later</button><select name="many" multiple><option value="1">x</option></select>
<label><input type="radio" name="by" value="U-2"><span>노을 교수</span></label>
<button name="verifier" value="U-3">Name<span> 하늘</span></button></form>
"""


def test_a_form_is_read_as_a_browser_would_send_it() -> None:
    form = forms_of(PAGE)[0]
    assert form.action == "/x/" and form.method == "post"
    assert form.values == {
        "token": ["t"], "title": ["a"], "text": ["one"], "who": ["7"], "here": ["on"], "kind": ["b"],
    }  # fmt: skip
    assert form.value_of("who", "모가을") == "7"
    assert form.value_of("by", "노을") == "U-2" and form.value_of("verifier", "하늘") == "U-3"
