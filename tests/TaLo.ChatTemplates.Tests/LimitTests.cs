namespace TaLo.ChatTemplates.Tests;

/// <summary>A template is untrusted: whatever it says, it ends soon, in bounded memory, without exhausting the stack.</summary>
public sealed class LimitTests
{
    private const string Steps = "the template does not end: it takes too many steps";
    private const string Memory = "the template takes too much memory";
    private const string Depth = "the template is too deep";

    // 16,384 characters or items.
    private const string LongText = "{% set n = namespace(s='a') %}{% for i in range(14) %}{% set n.s = n.s + n.s %}{% endfor %}";
    private const string LongList = "{% set n = namespace(s=[1]) %}{% for i in range(14) %}{% set n.s = n.s + n.s %}{% endfor %}";
    private const string Lists = "{% set n = namespace(s=[1], t=[1]) %}{% for i in range(1000) %}";

    [Theory]
    [InlineData("{% for i in range(99999) %}{% if i %}{% endif %}{% for j in range(99999) %}{% if j %}{% endif %}{% endfor %}{% endfor %}", null)]
    [InlineData("{% macro m(x) %}{% if x < 30 %}{{ m(x + 1) }}{{ m(x + 1) }}{% endif %}{% endmacro %}{{ m(1) }}", null)]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", Depth)]
    [InlineData("{{ range(1000000000000) }}", "a range of more than 100000 numbers is not supported")]
    [InlineData("{{ 'a' * 1000000000000 }}", Memory)]
    [InlineData("{{ [1] * 1000000000000 }}", Memory)]
    [InlineData("{{ 2 ** 1000000000000 }}", "a whole number has more than 64 bits")]
    [InlineData("{% set n = namespace(s='a') %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}", Memory)]
    [InlineData("{% set n = namespace(s='a') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}", Memory)]
    [InlineData(Lists + "{% set n.s = [n.s, n.s] %}{% endfor %}{{ n.s | tojson }}", Depth)]
    [InlineData(Lists + "{% set n.s = [n.s] %}{% endfor %}{{ n.s }}", Depth)]
    [InlineData(Lists + "{% set n.s = [n.s] %}{% set n.t = [n.t] %}{% endfor %}{{ n.s == n.t }}", Depth)]
    [InlineData("{% set n = namespace(s=[1], t=[1]) %}{% for i in range(99) %}{% set n.s = [n.s, n.s] %}{% set n.t = [n.t, n.t] %}{% endfor %}{{ n.s == n.t }}", Steps)]
    [InlineData(LongText + "{% for i in range(99999) %}{% if 'b' in n.s %}{% endif %}{% endfor %}", Steps)]
    [InlineData(LongText + "{% for i in range(99999) %}{% if n.s[:8000] ~ 'b' in n.s %}{% endif %}{% endfor %}", Steps)]
    [InlineData(LongText + "{% for i in range(99999) %}{% if n.s | length %}{% endif %}{% endfor %}", Steps)]
    [InlineData(LongText + "{% for i in range(99999) %}{% if n.s | int %}{% endif %}{% endfor %}", "a number of more than 400 digits is not supported")]
    [InlineData(LongText + "{{ n.s.replace('a', n.s) }}", Memory)]
    [InlineData(LongText + "{{ n.s | join(n.s) }}", Memory)]
    [InlineData(LongText + "{{ n.s.replace('a', '\\n') | indent(1000, blank=true) }}", Memory)]
    [InlineData(LongText + "{% for i in range(999) %}{% set x = n.s | upper %}{% endfor %}", Memory)]
    [InlineData(LongText + "{% for i in range(999) %}{% set x = n.s.split('a') %}{% endfor %}", null)]
    [InlineData(LongList + "{% for i in range(999) %}{% if 2 in n.s %}{% endif %}{% endfor %}", Steps)]
    [InlineData(LongList + "{% for i in range(999) %}{% set x = n.s | sort %}{% endfor %}", null)]
    [InlineData(LongList + "{% for i in range(999) %}{% set x = n.s[1:] %}{% endfor %}", Memory)]
    [InlineData(LongList + "{% for i in range(999) %}{% set x = n.s | map('string') | list %}{% endfor %}", null)]
    public void Should_cut_off_what_does_not_end(string template, string? reason)
    {
        var refusal = Measured.RenderWithinBounds(template).Refusal;
        Assert.NotNull(refusal);
        if (reason is not null)
            Assert.StartsWith(reason, refusal.Message, StringComparison.Ordinal);
        else
            Assert.Contains(refusal.Message, new[] { Steps, Memory });
    }

    [Theory]
    [InlineData("{{ ", "(", 60_000)]
    [InlineData("{{ ", "[", 60_000)]
    [InlineData("{{ ", "{1:", 40_000)]
    [InlineData("{{ ", "-", 120_000)]
    [InlineData("{{ ", "not ", 30_000)]
    [InlineData("{{ 1", "|abs", 30_000)]
    [InlineData("{{ a", ".b", 60_000)]
    [InlineData("{{ a", "()", 60_000)]
    [InlineData("{{ a", "[0]", 40_000)]
    [InlineData("{{ 1", "+1", 60_000)]
    [InlineData("{{ 1", " and 1", 20_000)]
    [InlineData("{{ 1", " if 1", 20_000)]
    [InlineData("{{ ", "1 if 0 else ", 10_000)]
    [InlineData("{{ 1", " is none", 15_000)]
    [InlineData("", "{% if 1 %}", 12_000)]
    [InlineData("", "{% for i in [1] %}", 7_000)]
    [InlineData("", "{% macro a() %}", 8_000)]
    [InlineData("", "{% set a %}", 8_000)]
    public void Should_not_exhaust_the_stack(string begin, string part, int count)
    {
        var template = begin + string.Concat(Enumerable.Repeat(part, count));
        Assert.NotNull(Measured.RenderWithinBounds(template).Refusal);
        Assert.NotNull(Measured.RenderWithinBounds(template + "1 }}").Refusal);
    }

    [Theory]
    [InlineData("{{1}}", 25_000)]
    [InlineData("{%set a=1%}", 11_000)]
    [InlineData("{##}", 32_000)]
    [InlineData("{ ", 64_000)]
    public void Should_take_long_templates(string part, int count) =>
        Assert.NotNull(Measured.RenderWithinBounds(string.Concat(Enumerable.Repeat(part, count))).Prompt);

    [Fact]
    public void Should_refuse_a_template_that_is_far_too_long() =>
        Assert.Equal(1, Rendering.Refusal(new string('a', 200_000)).Line);

    [Fact]
    public void Should_name_the_line_of_what_does_not_end()
    {
        var refusal = Rendering.Refusal("a\n{% for i in range(99999) %}\n{% for j in range(99999) %}\n{% if j %}{% endif %}\n{% endfor %}{% endfor %}");
        Assert.InRange(refusal.Line, 3, 4);
    }

    [Fact]
    public void Should_keep_to_the_limits_given()
    {
        const string Template = "{% set x = messages | map(attribute='content') | join %}{{ x }}{{ x | upper }}";
        var prompt = Rendering.Render(Template);
        var input = new TemplateInput([]);
        Assert.Equal(prompt, Rendering.Render(Template, new() { Steps = 1000, Memory = 10_000, Output = 100, Depth = 10 }));
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse("{{ 'a' * 10 }}").Render(input, new() { Output = 9 }));
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse("{{ 'a' * 100 }}").Render(input, new() { Memory = 100 }));
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse("{{ 1 + 1 + 1 }}").Render(input, new() { Steps = 5 }));
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse("{{ [[[1]]] }}").Render(input, new() { Depth = 3 }));
        Assert.Throws<TemplateException>(() => ChatTemplate.Parse("{{ 1 }}").Render(input, new() { Time = TimeSpan.Zero }));
    }
}
