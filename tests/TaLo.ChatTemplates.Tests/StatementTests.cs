namespace TaLo.ChatTemplates.Tests;

/// <summary>Statements; every expectation was checked against jinja2 3.1.6.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("{% if 0 %}a{% elif '' %}b{% else %}c{% endif %}", "c")]
    [InlineData("{% for i in [1, 2, 3] %}{{ loop.index0 }}{{ loop.revindex }}{{ loop.first }}{{ loop.last }} {% endfor %}", "03TrueFalse 12FalseFalse 21FalseTrue ")]
    [InlineData("{% for i in 'ab' %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }} {% endfor %}", "<a>b a<b> ")]
    [InlineData("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k ~ v }}{% endfor %}", "a1b2")]
    [InlineData("{% for i in range(6) if i is odd %}{{ i }}/{{ loop.length }} {% endfor %}", "1/3 3/3 5/3 ")]
    [InlineData("{% for i in missing %}a{% else %}none{% endfor %}", "none")]
    [InlineData("{% for i in range(9) %}{% if i == 1 %}{% continue %}{% endif %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "02")]
    [InlineData("{% for i in [1, 2] %}{% for i in [3] %}{{ loop.length }}{% endfor %}{{ loop.length }}{% endfor %}", "1212")]
    [InlineData("{% for i in [1] %}{{ loop.cycle('a', 'b') }}{{ loop.changed(i) }}{% endfor %}", "aTrue")]
    public void Should_branch_and_loop(string template, string expected) => Assert.Equal(expected, Rendering.Render(template));

    [Theory]
    [InlineData("{% set a = 1 %}{% if true %}{% set a = 2 %}{% endif %}{{ a }}", "2")]
    [InlineData("{% set a = 1 %}{% for i in [1] %}{% set a = 2 %}{{ a }}{% endfor %}{{ a }}", "21")]
    [InlineData("{% for i in [1, 2] %}{{ a }}{% set a = i %}{% endfor %}", "")]
    [InlineData("{% set n = namespace(a=1) %}{% for i in [1] %}{% set n.a = n.a + 1 %}{% endfor %}{{ n.a }}", "2")]
    [InlineData("{% set a, b = 1, [2] %}{{ a }}{{ b }}", "1[2]")]
    [InlineData("{% set a %}x{{ 1 }}{% endset %}{{ a | length }}", "2")]
    [InlineData("{% set a | upper | replace('X', 'y') %}x{% set b = 1 %}{% endset %}{{ a }}{{ b }}", "y")]
    [InlineData("{% generation %}{% set a = 1 %}{{ a }}{% endgeneration %}{{ a }}", "1")]
    public void Should_keep_variables_in_their_scopes(string template, string expected) => Assert.Equal(expected, Rendering.Render(template));

    [Theory]
    [InlineData("{% macro m(a, b='d') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }} {{ m(b=2) }} {{ m(1, 2) | length }}", "1d 2 2")]
    [InlineData("{% macro m(a) %}{{ a if a < 1 else m(a - 1) ~ a }}{% endmacro %}{{ m(3) }}", "0123")]
    [InlineData("{% macro m() %}{{ v }}{% endmacro %}{% set v = 1 %}{{ m() }}{% for v in [2] %}{{ m() }}{% endfor %}", "11")]
    [InlineData("{% macro m(a=b, b=1) %}{{ a }}{{ b }}{% endmacro %}{% set b = 5 %}{{ m() }}", "1")]
    [InlineData("{% for i in [1] %}{% macro m() %}{{ i }}{{ loop.index }}{% endmacro %}{{ m() }}{% endfor %}", "11")]
    public void Should_call_macros(string template, string expected) => Assert.Equal(expected, Rendering.Render(template));
}
