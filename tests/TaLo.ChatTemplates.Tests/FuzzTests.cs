namespace TaLo.ChatTemplates.Tests;

/// <summary>Templates with pieces cut out, doubled, swapped and put in: each is rendered or refused, within bounds.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 2000;

    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "+%}", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "=", "~", "'", "\"", "\\",
        " if ", " else ", " not ", " in ", " is ", " and ", " or ", " for ", "{% endif %}", "{% endfor %}", "{% else %}", "{% break %}", "{% continue %}",
        "{% for x in messages %}", "{% for x in range(100000) %}", "{% if x %}", "{% set x = x + x %}", "{% set x = [x, x] %}", "{% set ns.x = ns.x ~ ns.x %}",
        "{% macro m(a, b=1) %}", "{% endmacro %}", "{{ m(m(1)) }}", "{% raw %}", "{% endraw %}", "{% generation %}", "{% endgeneration %}", "{% set x %}", "{% endset %}",
        "| tojson", "| length", "| list", "| join(x)", "| sort", "| map('string')", "| selectattr('role')", "| default(x)", "| int", "| string", "| reverse", "| indent(999)",
        ".split('a')", ".replace('', 'ab')", ".items()", ".strip()", "[1:]", "[::-1]", "[-1]", " * 1000000", " * x", " ** 999", " // 0", " % 7", " + 1",
        "999999999999", "-1", "0", "1e308", "none", "true", "x", "ns", "loop", "loop.index", "messages", "namespace()", "range(99999)", "raise_exception('x')",
        "strftime_now('%Y')", "\n", "  ", "\0", "😀", "\ud83d", "é", "\u2028",
    ];

    [Fact]
    public void Should_end_on_mutated_templates() => Fuzz([.. OwnTemplates.All.Values.Select(t => t.Template)], seed: 1);

    [SharedFact]
    public void Should_end_on_mutated_published_templates() => Fuzz([.. SharedTemplates.Read().Select(t => t.Source)], seed: 2);

    private static void Fuzz(string[] templates, int seed)
    {
        var random = new Random(seed);
        var (rendered, refused) = (0, 0);
        for (var i = 0; i < Mutations; i++)
        {
            var measured = Measured.RenderWithinBounds(Mutate(templates[i % templates.Length], templates, random));
            rendered += measured.Prompt is null ? 0 : 1;
            refused += measured.Refusal is null ? 0 : 1;
            Assert.InRange(measured.Refusal?.Line ?? 1, 1, int.MaxValue);
        }
        // Both ways are really gone.
        Assert.Equal(Mutations, rendered + refused);
        Assert.InRange(rendered, Mutations / 20, Mutations * 19 / 20);
    }

    private static string Mutate(string template, string[] others, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(template.Length + 1);
            var length = Math.Min(random.Next(1, 40), template.Length - at);
            template = random.Next(6) switch
            {
                0 => template.Remove(at, length),
                1 => template.Insert(at, template.Substring(at, length)),
                2 => template.Remove(at, length).Insert(random.Next(template.Length - length + 1), template.Substring(at, length)),
                3 => template.Insert(at, Part(others[random.Next(others.Length)], random)),
                _ => template.Insert(at, Pieces[random.Next(Pieces.Length)]),
            };
        }
        return template;
    }

    private static string Part(string template, Random random)
    {
        var at = random.Next(template.Length);
        return template.Substring(at, Math.Min(random.Next(1, 200), template.Length - at));
    }
}
