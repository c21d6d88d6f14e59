using System.Drawing;
using TaLo.Terminal.Ui;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>How answers are chosen, how long they may get, and the system prompt.</summary>
internal sealed class SettingsBox : Box
{
    private const int NameWidth = 16;
    private const int ValueWidth = 12;

    private readonly ChatSession _session;
    private readonly List<TextField> _fields = [];
    private readonly TextField _system;
    private string? _problem;

    /// <summary>Creates it with the settings as they are.</summary>
    public SettingsBox(UiContext ui, ChatSession session) : base(ui, "How answers are chosen")
    {
        _session = session;
        foreach (var (setting, y) in AnswerSetting.All.Select((s, i) => (s, i)))
            _fields.Add(Field(setting.Show(session.Options), y, ValueWidth));
        _fields.Add(_system = Field(session.SystemText, AnswerSetting.All.Count, Dim.Fill(1)));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "take them", "Take the settings.", Take) { WhileTyping = true },
        new(Key.CursorDown, "next", "Go to the next setting.", () => Go(1)) { WhileTyping = true, Label = "↑↓", Also = [Key.Tab] },
        new(Key.CursorUp, "before", "Go to the setting before.", () => Go(-1)) { WhileTyping = true, InKeyLine = false, Also = [Key.Tab.WithShift] },
        new(Key.Esc, "back", "Close and change nothing.", Close) { WhileTyping = true },
    ];

    /// <inheritdoc/>
    protected override string Corner => "they apply from the next question on";

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(96, room.Width - 4), _fields.Count + 5);

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        foreach (var (setting, y) in AnswerSetting.All.Select((s, i) => (s, i)))
        {
            painter.Put(1, y, setting.Name, Ui.Theme.Text);
            painter.Put(NameWidth + ValueWidth + 2, y, setting.Hint, Ui.Theme.Dim);
        }
        painter.Put(1, AnswerSetting.All.Count, "system prompt", Ui.Theme.Text);
        painter.Put(1, _fields.Count + 1, _problem ?? "", Ui.Theme.Warning);
    }

    private TextField Field(string text, int row, Dim width)
    {
        var field = new TextField { Text = text, X = NameWidth, Y = row, Width = width };
        Add(field);
        return field;
    }

    private void Go(int step)
    {
        var at = _fields.FindIndex(f => f.HasFocus);
        _fields[(at + step + _fields.Count) % _fields.Count].SetFocus();
    }

    private void Take()
    {
        var options = _session.Options;
        foreach (var (setting, field) in AnswerSetting.All.Zip(_fields))
        {
            if (setting.Read(options, field.Text.Trim()) is not { } read)
            {
                _problem = $"{setting.Name}: '{field.Text}' is no value for it: {setting.Hint}";
                field.SetFocus();
                SetNeedsDraw();
                return;
            }
            options = read;
        }
        _session.IsTemperatureAskedFor |= options.Temperature != _session.Options.Temperature;
        (_session.Options, _session.SystemText) = (options, _system.Text.Trim());
        Close();
    }
}
