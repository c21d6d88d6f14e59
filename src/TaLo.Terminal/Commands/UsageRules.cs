using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace TaLo.Terminal.Commands;

/// <summary>What a command line is refused for, in one line: what the parser says, and what it lets pass.</summary>
internal static partial class UsageRules
{
    /// <summary>Why the command line cannot be understood, or null.</summary>
    public static string? Problem(ParseResult parsed) =>
        Unknown(parsed) ?? Empty(parsed.CommandResult) ?? Surplus(parsed) ?? parsed.Errors.Select(e => Plain(e.Message.ReplaceLineEndings(" "))).FirstOrDefault();

    /// <summary>An option that there is not: the parser takes it for the value of an argument, or of the option before it.</summary>
    private static string? Unknown(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        // Behind -- everything is meant as it stands.
        var meant = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).ToHashSet<Token>(ReferenceEqualityComparer.Instance);
        var word = command.Children.SelectMany(c => c.Tokens).Where(t => !meant.Contains(t)).Select(t => t.Value)
            .Concat(meant.Count == 0 ? parsed.UnmatchedTokens : []).FirstOrDefault(IsLikeOption);
        return word is null ? null
            : $"there is no option {word}{DidYouMean.Clause(word.Split('=')[0], command.Command.Options.Where(o => !o.Hidden).Select(o => o.Name))}";
    }

    private static string? Empty(CommandResult command) => command.Children
        .Where(c => c is not OptionResult { Option.Name: AnswerOptionSet.SystemName } && c.Tokens.Any(t => t.Value.Length == 0))
        .Select(c => c switch
        {
            OptionResult option => $"{option.Option.Name} '': write something, or leave the option out",
            ArgumentResult argument => $"'': an empty text is no {argument.Argument.Name}",
            _ => null,
        }).FirstOrDefault();

    private static string? Surplus(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is not [var word, ..])
            return null;
        var verbs = parsed.CommandResult.Command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        return verbs.Count > 0
            ? $"there is no verb '{word}'{DidYouMean.Clause(word, verbs)}"
            : $"'{word}' is one argument too many";
    }

    /// <summary>The parser names the type that a text is not of; people write numbers.</summary>
    private static string Plain(string message)
    {
        if (OfType().Match(message) is not { Success: true, Groups: var said })
            return message;
        var (text, isWhole) = (said["text"].Value, said["type"].Value.Contains("Int", StringComparison.Ordinal));
        return $"{said["option"].Value} {text}: {(text.TrimStart('-', '+') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) ? "so large a number is not understood" : isWhole ? "write a whole number" : "write a number")}";
    }

    [GeneratedRegex(@"argument '(?<text>.*)' for option '(?<option>[^']*)' as expected type '(?<type>[^']*System\.(?:Int|Double|Single)[^']*)'")]
    private static partial Regex OfType();

    // A number may be negative, and - alone stands for stdin.
    private static bool IsLikeOption(string word) => word.Length > 1 && word[0] == '-' && (char.IsAsciiLetter(word[1]) || word.StartsWith("--", StringComparison.Ordinal));
}
