using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>
/// One thing that a key does. Bindings, the key line at the bottom of every screen and the help overlay all come from
/// these entries, so that none of them can say what another does not do.
/// </summary>
/// <param name="Key">The key.</param>
/// <param name="Name">What it does, in a word or two, for the key line.</param>
/// <param name="Help">What it does, in a sentence, for the help overlay.</param>
/// <param name="Run">Does it.</param>
internal sealed record KeyAction(Key Key, string Name, string Help, Action Run)
{
    /// <summary>Other keys that do the same.</summary>
    public IReadOnlyList<Key> Also { get; init; } = [];

    /// <summary>How the key is written; null for its own name.</summary>
    public string? Label { get; init; }

    /// <summary>Why it cannot be done now, or null where it can.</summary>
    public Func<string?> Disabled { get; init; } = () => null;

    /// <summary>Whether the key line shows it; the help overlay shows all.</summary>
    public bool InKeyLine { get; init; } = true;

    /// <summary>Whether the key line keeps a place for it at its right end.</summary>
    public bool Always { get; init; }

    /// <summary>Whether it works while a text is typed, before the text field gets the key.</summary>
    public bool WhileTyping { get; init; }

    /// <summary>The key as it is shown.</summary>
    public string Shown => Label ?? KeyNames.Of(Key);

    /// <summary>Whether a key that was pressed is meant.</summary>
    public bool Is(Key pressed) => Key.KeyCode == pressed.KeyCode || Also.Any(k => k.KeyCode == pressed.KeyCode);
}
