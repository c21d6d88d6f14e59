using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;
using TaLo.Scoring;
using TaLo.UseCases;

namespace TaLo.Terminal.Views;

/// <summary>What a model is asked: the text on stdout as it is, everything about it on stderr.</summary>
internal static class PromptView
{
    // A line break within a token must not break its line.
    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints it.</summary>
    public static void Print(PromptPreview preview)
    {
        Messages.Note($"sample {preview.Sample.Index} of {preview.Sample.Task}, prompt {preview.Prompt} ({preview.Fingerprint[..16]})");
        foreach (var (place, image) in preview.Images.Index())
            Messages.Note(image.Problem is { } problem ? $"[image {place + 1}] {problem}" : $"[image {place + 1}] {image.Width} × {image.Height}, {Sizes.Text(image.Bytes)}");
        if (preview.Tokens is { } tokens)
            PrintTokens(preview, tokens);
        else
            PrintText(preview);
    }

    /// <summary>Prints the published prompts.</summary>
    public static void PrintPublished()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("prompt", "published");
        foreach (var prompt in PublishedPrompt.All)
            table.AddRow(new Text(prompt.Name), new Text(prompt.Source));
        Messages.Data.Write(table);
        Messages.Print("--prompt NAME asks with one; talo prompt MODEL DATA --sample I --prompt NAME shows what is sent");
    }

    private static void PrintText(PromptPreview preview)
    {
        if (preview.Continuations.Count == 0)
        {
            Messages.Print(preview.Text);
            return;
        }

        foreach (var continuation in preview.Continuations)
        {
            Messages.Print(continuation.Context.Length == 0 ? "(behind the document separator)" : continuation.Context);
            Messages.Print($"scored: {JsonSerializer.Serialize(continuation.Text, Quoted)}");
        }
    }

    private static void PrintTokens(PromptPreview preview, PreviewTokens tokens)
    {
        var position = 0;
        foreach (var part in tokens.Parts)
        {
            if (part.Tokens.Count == 0)
                Messages.Print(string.Create(CultureInfo.InvariantCulture, $"{position,6}          image, {part.Positions} positions"));
            foreach (var (place, token) in part.Tokens.Index())
                Messages.Print(string.Create(CultureInfo.InvariantCulture, $"{position + place,6}  {Line(token)}"));
            position += part.Positions;
        }

        foreach (var (place, answer) in tokens.Answers.Index())
        {
            var context = preview.Continuations.Count > 0 && preview.Continuations[place].Context.Length == 0 ? " behind the document separator" : "";
            Messages.Print($"scored{context}:");
            foreach (var token in answer)
                Messages.Print($"        {Line(token)}");
        }

        Messages.Note($"{Quantity.Of(tokens.Positions, "position")}");
    }

    private static string Line(PreviewToken token) => string.Create(
        CultureInfo.InvariantCulture, $"{token.Id,7}  {JsonSerializer.Serialize(token.Text, Quoted)}{(token.IsControl ? "  control" : "")}");
}
