namespace TaLo.ChatTemplates.Tests;

/// <summary>Short ways to render.</summary>
internal static class Rendering
{
    public static IReadOnlyList<TemplateMessage> Conversation { get; } =
    [
        new("system", "You are 'short'."),
        new("user", "Hi 😀\nthere"),
        new("assistant", "A car."),
        new("user", "Which colour?"),
    ];

    public static TemplateInput Input { get; } = new(Conversation)
    {
        BosToken = "<BOS>",
        EosToken = "<EOS>",
        Now = new DateTimeOffset(2024, 3, 5, 4, 7, 9, TimeSpan.Zero),
    };

    public static string Render(string template, TemplateLimits? limits = null) => ChatTemplate.Parse(template).Render(Input, limits);

    public static string Value(string expression) => Render("{{ " + expression + " }}");

    public static TemplateException Refusal(string template) => Assert.Throws<TemplateException>(() => Render(template));
}
