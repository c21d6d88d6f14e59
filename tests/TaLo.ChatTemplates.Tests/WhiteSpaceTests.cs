namespace TaLo.ChatTemplates.Tests;

/// <summary>Jinja with trim_blocks and lstrip_blocks, as transformers sets them.</summary>
public sealed class WhiteSpaceTests
{
    [Theory]
    [InlineData("a\n", "a")]
    [InlineData("a\n\n", "a\n")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("{% if true %}\na\n{% endif %}\nb", "a\nb")]
    [InlineData("{% if true %} \na{% endif %}", " \na")]
    [InlineData("  {% if true %}a{% endif %}", "a")]
    [InlineData("x  {% if true %}a{% endif %}", "x  a")]
    [InlineData("x\n  {% if true %}a{% endif %}", "x\na")]
    [InlineData("{% if true %}\n  {% if true %}a{% endif %}{% endif %}", "a")]
    [InlineData("{% if true %}  {% if true %}a{% endif %}{% endif %}", "  a")]
    [InlineData("  {{ 1 }}\n", "  1")]
    [InlineData("{{ 1 }}\n{{ 2 }}", "1\n2")]
    [InlineData("a \n {{- 1 -}} \n b", "a1b")]
    [InlineData("a \n {%- if true -%} \n b {%- endif -%} \n c", "abc")]
    [InlineData("  {%+ if true +%}\na{% endif %}", "  \na")]
    [InlineData("a {#- b -#} c", "ac")]
    [InlineData("  {# b #}\nc", "c")]
    [InlineData("  {#+ b +#}\nc", "  \nc")]
    [InlineData("{% raw %}{{ a }}{% b %}{# c #}{% endraw %}", "{{ a }}{% b %}{# c #}")]
    [InlineData("{%- raw -%}  {{ a }}  {%- endraw %}\nb", "{{ a }}b")]
    [InlineData("{% raw %}\n  {% endraw %}\nb", "\nb")]
    [InlineData("{{ '}}' }}{{ {'a': {'b': 1}}['a']['b'] }}", "}}1")]
    [InlineData("a { b } c {", "a { b } c {")]
    [InlineData("{{-1}}", "1")]
    public void Should_treat_white_space_as_jinja_does(string template, string expected) =>
        Assert.Equal(expected, Rendering.Render(template));
}
