using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The methods of Python's texts.</summary>
internal static class TextMethods
{
    private delegate Value Method(Run run, string text, Arguments arguments);

    private static readonly Dictionary<string, Method> All = new(StringComparer.Ordinal)
    {
        ["upper"] = Plain(text => text.ToUpperInvariant()),
        ["lower"] = Plain(text => text.ToLowerInvariant()),
        ["capitalize"] = Plain(Texts.Capitalize),
        ["title"] = Plain(text => Texts.Title(text, c => !char.IsLetter(c))),
        ["strip"] = (run, text, a) => Strip(run, text, a, "strip", atStart: true, atEnd: true),
        ["lstrip"] = (run, text, a) => Strip(run, text, a, "lstrip", atStart: true, atEnd: false),
        ["rstrip"] = (run, text, a) => Strip(run, text, a, "rstrip", atStart: false, atEnd: true),
        ["removeprefix"] = (run, text, a) => One(a, "removeprefix") is var part && text.StartsWith(part, StringComparison.Ordinal)
            ? New(run, text[part.Length..]) : New(run, text),
        ["removesuffix"] = (run, text, a) => One(a, "removesuffix") is var part && text.EndsWith(part, StringComparison.Ordinal)
            ? New(run, text[..^part.Length]) : New(run, text),
        ["startswith"] = (run, text, a) => Matches(run, text, a, "startswith", text.StartsWith),
        ["endswith"] = (run, text, a) => Matches(run, text, a, "endswith", text.EndsWith),
        ["replace"] = Replace,
        ["split"] = (run, text, a) => Split(run, text, a, "split", fromRight: false),
        ["rsplit"] = (run, text, a) => Split(run, text, a, "rsplit", fromRight: true),
        ["splitlines"] = (run, text, a) => Texts.SplitLines(text, a.Bind("splitlines", "keepends")[0]?.IsTrue ?? false, run.Budget),
        ["partition"] = Partition,
        ["join"] = Join,
        ["find"] = (run, text, a) => IntValue.Of(Find(run, text, One(a, "find"), text.IndexOf)),
        ["rfind"] = (run, text, a) => IntValue.Of(Find(run, text, One(a, "rfind"), text.LastIndexOf)),
        ["count"] = Count,
        ["isdigit"] = AllAre(char.IsDigit),
        ["isalpha"] = AllAre(char.IsLetter),
        ["isalnum"] = AllAre(char.IsLetterOrDigit),
        ["isspace"] = AllAre(CodePoints.IsSpace),
        ["isupper"] = Test(IsUpper),
        ["islower"] = Test(IsLower),
    };

    /// <summary>The method of that name, bound to a text, or null.</summary>
    public static FunctionValue? Find(TextValue text, string name) => All.TryGetValue(name, out var method)
        ? new FunctionValue(name, (run, arguments) => method(run, text.Text, arguments))
        : null;

    /// <summary>Whether it has letters and all are upper case.</summary>
    public static bool IsUpper(string text, Budget budget)
    {
        budget.Scan(text.Length);
        return text.Any(char.IsUpper) && !text.Any(char.IsLower);
    }

    /// <summary>Whether it has letters and all are lower case.</summary>
    public static bool IsLower(string text, Budget budget)
    {
        budget.Scan(text.Length);
        return text.Any(char.IsLower) && !text.Any(char.IsUpper);
    }

    private static TextValue New(Run run, string text) => TextValue.Of(text, run.Budget);

    private static string One(Arguments arguments, string method) =>
        Texts.Of(arguments.Bind(method, "text")[0], $"the argument of {method}");

    private static TextValue Strip(Run run, string text, Arguments arguments, string method, bool atStart, bool atEnd) =>
        Texts.Strip(text, arguments.Bind(method, "chars")[0], atStart, atEnd, run.Budget);

    private static TextValue Join(Run run, string text, Arguments arguments) =>
        Sequences.Join(Iteration.Items(Sequences.Required(arguments, "join"), run.Budget), text, mustBeTexts: true, run.Budget);

    private static BoolValue Matches(
        Run run, string text, Arguments arguments, string method, Func<string, StringComparison, bool> matches)
    {
        var parts = arguments.Bind(method, "part")[0] is TupleValue tuple ? tuple.Items : [TextValue.Given(One(arguments, method))];
        foreach (var part in parts)
        {
            run.Budget.Scan(text.Length);
            if (matches(Texts.Of(part, $"the argument of {method}"), StringComparison.Ordinal))
                return BoolValue.True;
        }
        return BoolValue.False;
    }

    private static TextValue Replace(Run run, string text, Arguments arguments)
    {
        var given = arguments.Bind("replace", "old", "new", "count");
        var (part, replacement) = (Texts.Of(given[0], "what replace looks for"), Texts.Of(given[1], "what replace puts there"));
        return Texts.Replace(text, part, replacement, given[2], run.Budget);
    }

    private static ListValue Split(Run run, string text, Arguments arguments, string method, bool fromRight)
    {
        var given = arguments.Bind(method, "sep", "maxsplit");
        var most = given[1] is { } count ? Numbers.Whole(count) : -1;
        if (given[0] is not (null or NoneValue))
            return Texts.Split(text, Texts.Of(given[0], "the separator"), most, fromRight, run.Budget);
        return fromRight && most >= 0
            ? throw new Refusal("rsplit at white space with a count is not supported")
            : Texts.SplitAtSpace(text, most, run.Budget);
    }

    private static TupleValue Partition(Run run, string text, Arguments arguments)
    {
        var separator = One(arguments, "partition");
        var parts = Texts.Split(text, separator, 1, fromRight: false, run.Budget).Items;
        return new TupleValue(parts.Count == 2
            ? [parts[0], TextValue.Given(separator), parts[1]]
            : [parts[0], TextValue.Empty, TextValue.Empty]);
    }

    private static int Find(Run run, string text, string part, Func<string, StringComparison, int> find)
    {
        run.Budget.Search(text.Length, part.Length);
        var index = find(part, StringComparison.Ordinal);
        return index < 0 ? -1 : CodePoints.Count(text.AsSpan(0, index), run.Budget);
    }

    private static IntValue Count(Run run, string text, Arguments arguments)
    {
        var part = One(arguments, "count");
        run.Budget.Search(text.Length, part.Length);
        return IntValue.Of(part.Length == 0 ? CodePoints.Count(text, run.Budget) + 1 : text.AsSpan().Count(part));
    }

    private static Method Plain(Func<string, string> map) => (run, text, arguments) =>
    {
        arguments.Bind("this method");
        return New(run, map(text));
    };

    private static Method Test(Func<string, Budget, bool> test) => (run, text, arguments) =>
    {
        arguments.Bind("this method");
        return BoolValue.Of(test(text, run.Budget));
    };

    private static Method AllAre(Func<char, bool> test) => Test((text, budget) =>
    {
        budget.Scan(text.Length);
        return text.Length > 0 && text.All(test);
    });
}
