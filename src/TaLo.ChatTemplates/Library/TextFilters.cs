using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>Filters of text; other values are written as text first.</summary>
internal static class TextFilters
{
    public static Dictionary<string, Filters.Filter> All { get; } = new(StringComparer.Ordinal)
    {
        ["upper"] = (run, value, _) => New(run, Text(run, value).ToUpperInvariant()),
        ["lower"] = (run, value, _) => New(run, Text(run, value).ToLowerInvariant()),
        ["capitalize"] = (run, value, _) => New(run, Texts.Capitalize(Text(run, value))),
        ["title"] = (run, value, _) => New(run, Texts.Title(Text(run, value), c => CodePoints.IsSpace(c) || c is '-' or '(' or '{' or '[' or '<')),
        ["trim"] = Trim,
        ["replace"] = Replace,
        ["indent"] = Indent,
        ["escape"] = Escape,
        ["e"] = Escape,
    };

    private static string Text(Run run, Value value) => Writing.Text(value, run.Budget).Text;

    private static TextValue New(Run run, string text) => TextValue.Of(text, run.Budget);

    private static TextValue Trim(Run run, Value value, Arguments arguments) =>
        Texts.Strip(Text(run, value), arguments.Bind("trim", "chars")[0], atStart: true, atEnd: true, run.Budget);

    private static TextValue Replace(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("replace", "old", "new", "count");
        return given is [{ } part, { } replacement, var count]
            ? Texts.Replace(Text(run, value), Text(run, part), Text(run, replacement), count, run.Budget)
            : throw new Refusal("replace takes what to look for and what to put there");
    }

    private static TextValue Indent(Run run, Value value, Arguments arguments)
    {
        var given = arguments.Bind("indent", "width", "first", "blank");
        var indent = given[0] switch
        {
            null => "    ",
            TextValue text => text.Text,
            var width => new string(' ', Math.Clamp(Numbers.Small(width), 0, 1000)),
        };
        var (first, blank) = (given[1]?.IsTrue ?? false, given[2]?.IsTrue ?? false);
        var lines = Texts.SplitLines(Text(run, value) + "\n", keepEnds: false, run.Budget).Items;
        var indented = new TextBuilder(run.Budget);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = ((TextValue)lines[i]).Text;
            if (i > 0)
                indented.Append('\n');
            if (i == 0 ? first : blank || line.Length > 0)
                indented.Append(indent);
            indented.Append(line);
        }
        return New(run, indented.ToString());
    }

    private static TextValue Escape(Run run, Value value, Arguments arguments)
    {
        var escaped = new TextBuilder(run.Budget);
        foreach (var c in Text(run, value))
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&#34;",
                '\'' => "&#39;",
                _ => [c],
            });
        }
        return New(run, escaped.ToString());
    }
}
