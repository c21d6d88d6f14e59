namespace TaLo.ChatTemplates.Tests;

/// <summary>Filters; every expectation was checked against jinja2 3.1.6.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("messages | selectattr('role', 'equalto', 'user') | map(attribute='content') | list", "['Hi 😀\\nthere', 'Which colour?']")]
    [InlineData("messages | rejectattr('role', 'in', ['user']) | map(attribute='role') | join('+')", "system+assistant")]
    [InlineData("messages | selectattr('name') | list", "[]")]
    [InlineData("[0, 1, 2] | select | list ~ [1, 2, 3] | reject('odd') | list", "[1, 2][2]")]
    [InlineData("['a', 'b'] | map('replace', 'a', 'x') | join", "xb")]
    [InlineData("messages | map(attribute='name', default='-') | join", "----")]
    [InlineData("['b', 'A', 'c'] | sort ~ ['b', 'A'] | sort(case_sensitive=true)", "['A', 'b', 'c']['A', 'b']")]
    [InlineData("messages | sort(attribute='role', reverse=true) | map(attribute='role') | list", "['user', 'user', 'system', 'assistant']")]
    [InlineData("{'b': 1, 'A': 2} | dictsort ~ {'b': 1, 'a': 2} | dictsort(by='value')", "[('A', 2), ('b', 1)][('b', 1), ('a', 2)]")]
    [InlineData("[3, 1, 3] | unique | list ~ [3, 1] | min ~ ['b', 'A'] | max ~ [1, 2] | sum", "[3, 1]1b3")]
    [InlineData("[1, 2, 3] | first ~ [1, 2, 3] | last ~ [] | first ~ 'abc' | last", "13c")]
    [InlineData("[1, 2] | reverse | list ~ 'ab😀' | reverse ~ 'abc' | list", "[2, 1]😀ba['a', 'b', 'c']")]
    [InlineData("messages | length ~ 'a😀' | count ~ missing | length", "420")]
    [InlineData("missing | default('d') ~ none | default('d') ~ '' | default('d', true)", "dNoned")]
    [InlineData("'5' | int + 1", "6")]
    [InlineData("'x' | int ~ 1.9 | int ~ '1.5' | float ~ 2.5 | round ~ 1.234 | round(2)", "011.52.01.23")]
    [InlineData("' x ' | trim ~ 5 | string ~ 'aB' | upper ~ 'aB' | lower ~ 'a-b c' | title", "x5ABabA-B C")]
    [InlineData("'a\\nb\\n\\nc' | indent(2) ~ 'a\\nb' | indent(1, true)", "a\n  b\n\n  c a\n b")]
    [InlineData("'<&>' | e ~ '<' | safe", "&lt;&amp;&gt;<")]
    public void Should_filter(string expression, string expected) =>
        Assert.Equal(expected, Rendering.Value(string.Join(" ~ ", expression.Split(" ~ ").Select(e => $"({e})"))));

    [Theory]
    [InlineData("""{'a': [1, 2.0, none, true, 'é"\n\\/<>&']} | tojson""", """{"a": [1, 2.0, null, true, "é\"\n\\/<>&"]}""")]
    [InlineData("{'b': 1, 'a': {}} | tojson(sort_keys=true)", """{"a": {}, "b": 1}""")]
    [InlineData("'é' | tojson(ensure_ascii=true)", "\"\\u00e9\"")]
    [InlineData("[1, 2] | tojson(separators=(',', ':'))", "[1,2]")]
    [InlineData("{'a': [1, {}], 'b': []} | tojson(indent=2)", "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}")]
    public void Should_write_json_as_transformers_does(string expression, string expected) => Assert.Equal(expected, Rendering.Value(expression));

    [Fact]
    public void Should_treat_a_generator_as_python_does()
    {
        Assert.Equal("yes", Rendering.Value("'yes' if [] | select else 'no'"));
        Assert.Equal("[1][]", Rendering.Render("{% set g = [0, 1] | select %}{{ g | list }}{{ g | list }}"));
        Assert.Contains("no len()", Rendering.Refusal("{{ [1] | select | length }}").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%Y-%m-%d %H:%M:%S", "2024-03-05 04:07:09")]
    [InlineData("%d %b %Y, %A %-d %B %y %%", "05 Mar 2024, Tuesday 5 March 24 %")]
    [InlineData("%j %I %p %e %a", "065 04 AM  5 Tue")]
    public void Should_tell_the_time(string format, string expected) => Assert.Equal(expected, Rendering.Value($"strftime_now('{format}')"));
}
