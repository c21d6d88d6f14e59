using Terminal.Gui.Input;

namespace TaLo.Terminal.Ui;

/// <summary>Keys as people read them.</summary>
internal static class KeyNames
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Enter"] = "enter",
        ["Space"] = "space",
        ["Tab"] = "tab",
        ["Esc"] = "esc",
        ["CursorUp"] = "↑",
        ["CursorDown"] = "↓",
        ["CursorLeft"] = "←",
        ["CursorRight"] = "→",
        ["PageUp"] = "pgup",
        ["PageDown"] = "pgdn",
        ["Backspace"] = "backspace",
        ["Delete"] = "del",
        ["Home"] = "home",
        ["End"] = "end",
    };

    /// <summary>A key's name, for example <c>q</c>, <c>^C</c>, <c>↑</c> or <c>enter</c>.</summary>
    public static string Of(Key key)
    {
        var name = key.ToString();
        if (Words.TryGetValue(name, out var word))
            return word;
        if (key.IsCtrl && key.NoCtrl.ToString() is { Length: 1 } letter)
            return "^" + letter.ToUpperInvariant();
        return key.IsAlt ? "alt " + Of(key.NoAlt) : name;
    }
}
