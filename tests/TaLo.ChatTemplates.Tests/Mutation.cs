using System.Text.RegularExpressions;

namespace TaLo.ChatTemplates.Tests;

/// <summary>
/// Makes other templates out of templates: rudely, by cutting, doubling and moving pieces anywhere, or gently, by whole
/// statements between tags and by other words inside them, which most often still parses and does something else.
/// </summary>
internal sealed partial class Mutation(IReadOnlyList<string> templates, int seed)
{
    private static readonly string[] Pieces =
    [
        "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", "{{-", "-}}", "+%}", "(", ")", "[", "]", "{", "}", "|", ".", ",", ":", "=", "~", "'", "\"", "\\",
        " if ", " else ", " not ", " in ", " is ", " and ", " or ", " for ", "{% endif %}", "{% endfor %}", "{% else %}", "{% endmacro %}", "{% endset %}",
        "{% raw %}", "{% endraw %}", "{% generation %}", "{% endgeneration %}", "99999999999999999999", "\n", "  ", "\0", "😀", "\ud83d", "é", "\u2028",
    ];

    private static readonly string[] Statements =
    [
        "{% set x = x ~ x %}", "{% set x = [x, x, messages] %}", "{% set ns = namespace(x=messages, y='ab') %}", "{% set ns.x = [ns.x, ns.x] %}", "{% set ns.y = ns.y + ns.y %}",
        "{% for x in range(100000) %}{{ x }}{% endfor %}", "{% for x in messages %}{% for y in messages %}{{ x.content[::-1] ~ y }}{% endfor %}{% endfor %}",
        "{% for x in range(60) %}{% set ns.y = ns.y ~ ns.y %}{% endfor %}", "{% for x in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x | tojson }}",
        "{% macro m(a, b=1) %}{{ m(b, a) if b else a }}{% endmacro %}", "{{ m(x, messages) }}", "{% macro m(a) %}{{ m(a) }}{{ m(a) }}{% endmacro %}", "{{ m(1) }}",
        "{% set x %}{{ x }}{{ messages }}{% endset %}", "{% for k, v in messages[0].items() %}{{ k ~ v }}{% else %}-{% endfor %}", "{{ 'ab' * 1000000 }}", "{{ ns.y | indent(99) }}",
        "{% if x %}{{ raise_exception(x) }}{% endif %}", "{{ ns.x == ns.x[0] }}", "{{ ns.y.split('a') | join(ns.y) }}", "{{ ns.y.replace('a', ns.y) }}", "{{ ns.x | sort | string | length }}",
        "{% for x in ns.x %}{% if loop.index > 5 %}{% break %}{% endif %}{{ loop.nextitem }}{% endfor %}", "{{ x | tojson(indent=9) }}", "{{ (x | list)[1:] }}",
    ];

    private static readonly string[] Words =
    [
        "x", "ns", "ns.x", "ns.y", "loop", "loop.index", "messages", "messages[0]", "messages[-1].content", "bos_token", "range(99999)", "namespace(x=1)", "strftime_now('%Y')",
        "0", "-1", "3", "999999999", "1e308", "none", "true", "''", "'a'", "[1, 'b', none]", "{'a': 1, 'b': [2]}", "(1, 2)",
    ];

    private static readonly string[] Operators = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", " in ", " not in ", " and ", " or ", " is not none and ", " if x else "];

    private static readonly string[] Ends =
    [
        " | tojson", " | length", " | list", " | join(x)", " | sort", " | map('string') | list", " | selectattr('role') | list", " | default(x)", " | int", " | string", " | reverse",
        " | unique | list", " | indent(99)", " | first", " | upper", " | dictsort", ".split('a')", ".replace('', 'ab')", ".items()", ".strip()", ".content", "[1:]", "[::-1]", "[-1]",
        " is defined", " is string", " is mapping", " * 1000", " ** 9", " // 0", " % 7", " + 1", " + x", " ~ messages", "(1)", ".x",
    ];

    private readonly Random random = new(seed);

    /// <summary>The next template.</summary>
    public string Next()
    {
        var template = Any(templates);
        var isGentle = random.Next(3) > 0;
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            template = isGentle ? Gently(template) : Rudely(template);
        return template;
    }

    private string Gently(string template)
    {
        var tags = Tag().Matches(template);
        if (tags.Count == 0)
            return template + Any(Statements);
        var tag = Any(tags);
        var words = Word().Matches(tag.Value);
        var word = words.Count > 0 ? Any(words) : null;
        return random.Next(4) switch
        {
            0 => template.Insert(tag.Index, Any(Statements)),
            1 when word is not null => Replace(template, tag.Index + word.Index, word.Length, char.IsLetterOrDigit(word.Value[0]) ? Any(Words) : Any(Operators)),
            2 when word is not null => template.Insert(tag.Index + word.Index + word.Length, Any(Ends)),
            _ when tag.Value.StartsWith("{{", StringComparison.Ordinal) => Replace(template, tag.Index, tag.Length, Any(Statements)),
            _ => template.Insert(tag.Index, "{% set ns = namespace(x=messages, y='ab') %}{% set x = " + Any(Words) + Any(Ends) + " %}"),
        };
    }

    private string Rudely(string template)
    {
        var at = random.Next(template.Length + 1);
        var length = Math.Min(random.Next(1, 40), template.Length - at);
        return random.Next(5) switch
        {
            0 => template.Remove(at, length),
            1 => template.Insert(at, template.Substring(at, length)),
            2 => template.Remove(at, length).Insert(random.Next(template.Length - length + 1), template.Substring(at, length)),
            3 => template.Insert(at, Part(Any(templates))),
            _ => template.Insert(at, Any(Pieces)),
        };
    }

    private string Part(string template)
    {
        var at = random.Next(template.Length);
        return template.Substring(at, Math.Min(random.Next(1, 200), template.Length - at));
    }

    private T Any<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private static string Replace(string text, int at, int length, string replacement) => text.Remove(at, length).Insert(at, replacement);

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex Tag();

    // Values and operators, not keywords or what is set.
    [GeneratedRegex(@"(?<=\(|\[|, |= |\bif |\bin |[+=~] |\{\{-? )\w+\b|(?<=\s)(\+|==|!=|~|and|or)(?=\s)")]
    private static partial Regex Word();
}
