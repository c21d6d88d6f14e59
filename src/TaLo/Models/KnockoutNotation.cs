using System.Globalization;
using System.Text.RegularExpressions;

namespace TaLo.Models;

/// <summary>
/// How knockouts are written, everywhere: the module that is removed (the vision encoder's with <c>vision-</c> before it), <c>uniform</c> or <c>repeat</c>; the layer, or a block's
/// first and last; <c>x3</c> where it runs other than two times; <c>answer</c> where the prompt is read by the base model.
/// </summary>
internal static partial class KnockoutNotation
{
    private const string Form = "write attention 7, ffn 7, layer 7, uniform 7, repeat 7, repeat 7-9 or repeat 7x3, and answer behind it for the answer alone; vision-attention 7, vision-ffn 7 or vision-layer 7 for the vision encoder";

    public static string Of(Knockout knockout) => string.Create(CultureInfo.InvariantCulture,
        $"{Word(knockout.Kind)} {knockout.Layer}{(knockout.Kind.Length > 1 ? $"-{knockout.LastLayer}" : "")}{Runs(knockout.Kind, "x")}{Suffix(knockout.Kind)}");

    public static string Of(KnockoutKind kind) => string.Create(CultureInfo.InvariantCulture,
        $"{Word(kind)}{(kind.Length > 1 ? $" of {kind.Length}" : "")}{Runs(kind, " x")}{Suffix(kind)}");

    public static string OfSweep(KnockoutKind kind) => $"{Name(kind.Intervention)}{Runs(kind, " x")}{Suffix(kind)}";

    public static string Words(KnockoutKind kind) => string.Create(CultureInfo.InvariantCulture, $"{kind.Intervention switch
    {
        Intervention.Zero when kind.Module.IsOfVision() => $"{kind.Module.Name()[Modules.VisionPrefix.Length..]} of the vision encoder bypassed",
        Intervention.Zero => $"{kind.Module.Name()} bypassed",
        Intervention.Uniform => "uniform attention",
        _ => $"{(kind.Length > 1 ? $"blocks of {kind.Length} layers" : "layer")} run {kind.Times} times",
    }}{(kind.Scope == Scope.Answer ? " for the answer alone" : "")}");

    /// <exception cref="SelectionException">The text is no knockout.</exception>
    public static Knockout Parse(string text)
    {
        var match = Whole().Match(text.Trim());
        if (!match.Success)
            throw new SelectionException($"'{text}' is no knockout: {Form}");
        var word = match.Groups["word"].Value.ToLowerInvariant();
        var first = Number(match.Groups["first"].Value, text);
        var last = match.Groups["last"] is { Success: true } l ? Number(l.Value, text) : first;
        var times = match.Groups["times"] is { Success: true } t ? Number(t.Value, text) : 2;
        if (word != Name(Intervention.Repeat) && (match.Groups["last"].Success || match.Groups["times"].Success))
            throw new SelectionException($"'{text}': only repeat has a block and a number of times: {Form}");
        if (last < first)
            throw new SelectionException($"'{text}': the block ends before it begins");
        if (times is < 2 or > KnockoutKind.MostTimes)
            throw new SelectionException($"'{text}': a block runs 2 to {KnockoutKind.MostTimes} times");
        var kind = Kind(word, last - first + 1, times).In(match.Groups["answer"].Success ? Scope.Answer : Scope.All);
        return kind.Module.IsOfVision() && kind.Scope == Scope.Answer
            ? throw new SelectionException($"'{text}': an image is encoded before anything is answered: a vision knockout has no scope answer")
            : new Knockout(first, kind);
    }

    /// <summary>Reads what <see cref="OfSweep(KnockoutKind)"/> writes, for a module and a block length.</summary>
    /// <returns>Null where it is none.</returns>
    public static KnockoutKind? OfSweep(string text, Module module, int length)
    {
        var match = WholeOfSweep().Match(text);
        if (!match.Success)
            return null;
        var word = match.Groups["word"].Value;
        var times = match.Groups["times"] is { Success: true } t ? t.Value[0] - '0' : 2;
        var kind = Kind(word == Name(Intervention.Zero) ? module.Name() : word, length, times).In(match.Groups["answer"].Success ? Scope.Answer : Scope.All);
        return OfSweep(kind) == text && kind.Module == module && kind.Length == length && !(module.IsOfVision() && kind.Scope == Scope.Answer) ? kind : null;
    }

    private static KnockoutKind Kind(string word, int length, int times) => word switch
    {
        "uniform" => KnockoutKind.Uniform(),
        "repeat" => KnockoutKind.Repeat(length, times),
        _ => Modules.Named(word)!.Value,
    };

    private static string Word(KnockoutKind kind) => kind.Intervention == Intervention.Zero ? kind.Module.Name() : Name(kind.Intervention);

    private static string Name(Intervention intervention) => intervention.ToString().ToLowerInvariant();

    private static string Runs(KnockoutKind kind, string sign) => kind.Times > 2 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{kind.Times}") : "";

    private static string Suffix(KnockoutKind kind) => kind.Scope == Scope.Answer ? " answer" : "";

    private static int Number(string digits, string text) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < 100_000 ? number : throw new SelectionException($"'{text}': {digits} is too large");

    [GeneratedRegex(@"^(?<word>(vision-)?(attention|ffn|layer)|uniform|repeat)\s+(?<first>[0-9]+)(-(?<last>[0-9]+))?(\s*x\s*(?<times>[0-9]+))?(?<answer>\s+answer)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^(?<word>zero|uniform|repeat)( x(?<times>[3-8]))?(?<answer> answer)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeOfSweep();
}
