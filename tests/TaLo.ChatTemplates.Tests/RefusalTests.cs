namespace TaLo.ChatTemplates.Tests;

/// <summary>What is not understood is refused, with its line.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("a\n{% include 'x' %}", 2, "the tag 'include' is not supported")]
    [InlineData("\n\n{% if true %}", 3, "the template ends where 'endif' is missing")]
    [InlineData("{% for i in [1] %}\n{% endif %}", 2, "the tag 'endif' is not supported")]
    [InlineData("{{ 1 +\n }}", 2, "unexpected '}}'")]
    [InlineData("a\n{{ (1 }}", 2, "unexpected '}', expected ')'")]
    [InlineData("a\n{{ 'x }}", 2, "a text has no closing quote")]
    [InlineData("a\n{# x", 2, "Missing end of comment tag")]
    [InlineData("a\n{% raw %}\n", 2, "Missing end of raw directive")]
    [InlineData("a\n{{ $ }}", 2, "unexpected char '$'")]
    [InlineData("{% break %}", 1, "'break' outside loop")]
    [InlineData("{% for i in [1] recursive %}{% endfor %}", 1, "a recursive loop is not supported")]
    [InlineData("{{ f(*a) }}", 1, "such arguments of a call are not supported")]
    [InlineData("{{ 99999999999999999999 }}", 1, "a whole number has more than 64 bits")]
    public void Should_refuse_to_parse(string template, int line, string message)
    {
        var refused = Assert.Throws<TemplateException>(() => ChatTemplate.Parse(template));
        Assert.Equal((line, message), (refused.Line, refused.Message));
    }

    [Theory]
    [InlineData("a\n{{ raise_exception('System role not supported') }}", 2, "System role not supported")]
    [InlineData("\n{{ messages[0].tools[0] }}", 2, "'dict object' has no attribute 'tools'")]
    [InlineData("\n{{ nosuch.a }}", 2, "'nosuch' is undefined")]
    [InlineData("\n{{ nosuch() }}", 2, "'nosuch' is undefined")]
    [InlineData("\n{{ 'a' +\n nosuch }}", 2, "'nosuch' is undefined")]
    [InlineData("{% if true %}\n{{ 1 | nosuch }}{% endif %}", 2, "the filter 'nosuch' is not supported")]
    [InlineData("{{ 1 is nosuch }}", 1, "the test 'nosuch' is not supported")]
    [InlineData("{{ 'a'.format(1) }}", 1, "'str object' has no attribute 'format'")]
    [InlineData("{{ [].append(1) }}", 1, "'list object' has no attribute 'append'")]
    [InlineData("{{ 'a' + 1 }}", 1, "can only concatenate str (not \"int\") to str")]
    [InlineData("{{ 1 < 'a' }}", 1, "'int' and 'str' have no order")]
    [InlineData("{{ [1, 'a'] | sort }}", 1, "'int' and 'str' have no order")]
    [InlineData("{{ 1 // 0 }}", 1, "division by zero")]
    [InlineData("{{ 2 ** 64 }}", 1, "a whole number has more than 64 bits")]
    [InlineData("{% for i in 5 %}{% endfor %}", 1, "'int' object is not iterable")]
    [InlineData("{% set a, b = [1] %}", 1, "1 items cannot be given to 2 variables")]
    [InlineData("{% set a = 1 %}{% set a.b = 2 %}", 1, "cannot assign attribute on non-namespace object")]
    [InlineData("{% macro m(a) %}{% endmacro %}\n{{ m(1, 2) }}", 2, "macro 'm' takes at most 1 arguments, not 2")]
    [InlineData("{{ [1] | join(x=1) }}", 1, "join is not supported with 'x'")]
    [InlineData("{{ strftime_now('%Q') }}", 1, "the date format %Q is not supported")]
    [InlineData("{{ range }}", 1, "a function cannot be written")]
    public void Should_refuse_to_render(string template, int line, string message)
    {
        var refused = Rendering.Refusal(template);
        Assert.Equal((line, message), (refused.Line, refused.Message));
    }

    [Fact]
    public void Should_not_mind_what_is_not_reached() => Assert.Equal("a", Rendering.Render("{% if tools %}{{ tools | nosuch | from_json }}{% endif %}a"));
}
