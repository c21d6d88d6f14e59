using TaLo.ChatTemplates.Rendering;
using TaLo.ChatTemplates.Values;

namespace TaLo.ChatTemplates.Library;

/// <summary>The functions that every template finds.</summary>
internal static class Globals
{
    private const int LongestRange = 100_000;

    private static readonly FunctionValue[] All =
    [
        new("raise_exception", RaiseException),
        new("strftime_now", FormatNow),
        new("namespace", NewNamespace),
        new("dict", NewDict),
        new("range", NewRange),
    ];

    /// <summary>Sets them in a scope.</summary>
    public static void Fill(Scope scope)
    {
        foreach (var function in All)
            scope.Set(function.Name, function);
    }

    private static Value RaiseException(Run run, Arguments arguments) =>
        throw new Refusal(Texts.Of(arguments.Bind("raise_exception", "message")[0], "the message of raise_exception"));

    private static TextValue FormatNow(Run run, Arguments arguments)
    {
        var format = Texts.Of(arguments.Bind("strftime_now", "format")[0], "the date's format");
        return TextValue.Of(Strftime.Format(run.Now, format, run.Budget), run.Budget);
    }

    private static NamespaceValue NewNamespace(Run run, Arguments arguments)
    {
        var space = new NamespaceValue();
        if (arguments.Positional.Count > 0)
            throw new Refusal("namespace of a value is not supported");
        foreach (var (name, value) in arguments.Named)
            space.Set(name, value, run.Budget);
        return space;
    }

    private static DictValue NewDict(Run run, Arguments arguments)
    {
        if (arguments.Positional.Count > 0)
            throw new Refusal("dict of a value is not supported");
        var entries = DictValue.NewEntries(arguments.Named.Count, run.Budget);
        foreach (var (name, value) in arguments.Named)
            entries[TextValue.Given(name)] = value;
        return new DictValue(entries);
    }

    private static ListValue NewRange(Run run, Arguments arguments)
    {
        var given = arguments.Bind("range", "start", "stop", "step");
        var bounds = given.OfType<Value>().Select(Numbers.Whole).ToArray();
        var (start, stop, step) = bounds switch
        {
            [var last] => (0, last, 1),
            [var first, var last] => (first, last, 1),
            [var first, var last, var by] => (first, last, by),
            _ => throw new Refusal("range takes one to three whole numbers"),
        };
        if (step == 0)
            throw new Refusal("range's step must not be zero");
        var count = Math.Max(0, Math.Ceiling(((double)stop - start) / step));
        if (count > LongestRange)
            throw new Refusal($"a range of more than {LongestRange} numbers is not supported");
        run.Budget.Step((long)count / 8);
        Iteration.ChargeItems((long)count * 2, run.Budget);
        var items = new Value[(int)count];
        for (var i = 0; i < items.Length; i++)
            items[i] = IntValue.Of(start + (i * step));
        return new ListValue(items);
    }
}
