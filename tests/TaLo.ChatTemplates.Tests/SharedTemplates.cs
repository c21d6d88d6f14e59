using System.Text.Json;

namespace TaLo.ChatTemplates.Tests;

/// <summary>A conversation, and what it comes out as or why it is refused.</summary>
public sealed record SharedCase(string Name, TemplateInput Input, string? Expected, string? Error);

/// <summary>A published model's template.</summary>
public sealed record SharedTemplate(string Name, string Source, IReadOnlyList<SharedCase> Cases);

/// <summary>
/// Published templates, in a file beside the repository that need not be there: they are under their models' licences.
/// What they come out as was taken from Python's and JavaScript's engines.
/// </summary>
public static class SharedTemplates
{
    /// <summary>The file, or null.</summary>
    public static string? Path { get; } = Find();

    public static IReadOnlyList<SharedTemplate> Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path!));
        return [.. file.RootElement.GetProperty("templates").EnumerateArray().Select(Template)];
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = System.IO.Path.Combine(folder.FullName, "shared", "chat-templates.json");
            if (File.Exists(path))
                return path;
        }
        return null;
    }

    private static SharedTemplate Template(JsonElement template)
    {
        var (bos, eos) = (Text(template, "bos_token")!, Text(template, "eos_token")!);
        return new SharedTemplate(Text(template, "name")!, Text(template, "template")!,
        [
            .. template.GetProperty("cases").EnumerateObject().Select(c => new SharedCase(c.Name, new TemplateInput(Messages(c.Value))
            {
                AddGenerationPrompt = c.Value.GetProperty("add_generation_prompt").GetBoolean(),
                BosToken = bos,
                EosToken = eos,
            }, Text(c.Value, "expected"), Text(c.Value, "error"))),
        ]);
    }

    private static List<TemplateMessage> Messages(JsonElement conversation) =>
        [.. conversation.GetProperty("messages").EnumerateArray().Select(m => new TemplateMessage(Text(m, "role")!, Text(m, "content")!))];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;
}

/// <summary>A fact about the shared templates, skipped where they are not there.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute()
    {
        if (SharedTemplates.Path is null)
            Skip = "shared/chat-templates.json is in no folder above: the published templates are not kept in the repository";
    }
}
