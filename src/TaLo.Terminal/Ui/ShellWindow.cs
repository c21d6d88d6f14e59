using System.Drawing;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>
/// The window: what is bypassed at the top, a screen in the middle, messages and keys at the bottom. Every key comes
/// through <see cref="Pressed"/> and is looked up in the one table of <see cref="KeysHere"/>.
/// </summary>
internal sealed class ShellWindow : Runnable
{
    /// <summary>The smallest terminal that the screens are drawn for.</summary>
    public static readonly Size Smallest = new(80, 24);

    /// <summary>The lines at top and bottom that no screen has.</summary>
    public const int Lines = 4;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    private readonly UiContext _ui;
    private readonly HeaderView _header;
    private readonly StatusView _status;
    private readonly KeyLineView _keyLine;
    private readonly Label _small;
    private readonly UnchangedCells _unchanged = new();
    private int _updates;

    /// <summary>Creates the window.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="screens">Makes the screens, in the order of their numbers.</param>
    public ShellWindow(UiContext ui, Func<UiContext, IReadOnlyList<Screen>> screens)
    {
        _ui = ui;
        ui.Shell = this;
        ui.Shared.Say = Warn;
        ui.Shared.Changed = OnChanged;
        SetScheme(ui.Theme.Scheme);
        (Width, Height) = (Dim.Fill(), Dim.Fill());
        _header = new HeaderView(ui) { Width = Dim.Fill(), Height = 2 };
        _status = new StatusView(ui) { Y = Pos.AnchorEnd(2), Width = Dim.Fill(), Height = 1 };
        _keyLine = new KeyLineView(ui) { Y = Pos.AnchorEnd(1), Width = Dim.Fill(), Height = 1 };
        _small = new Label { Width = Dim.Fill(), Height = Dim.Fill(), Visible = false };
        _small.SetScheme(Theme.In(ui.Theme.Warning));
        Screens = screens(ui);
        Add(_header, _status, _keyLine);
        foreach (var screen in Screens)
        {
            (screen.Y, screen.Height, screen.Visible) = (2, Dim.Fill(2), false);
            Add(screen);
        }
        Add(_small);
        Current = Screens[0];
        ui.App.Keyboard.KeyDown += OnAnyKey;
        ui.App.Mouse.MouseEvent += OnAnyMouse;
        Initialized += (_, _) => Show(Screens[0]);
    }

    /// <summary>The screens, in the order of their numbers.</summary>
    public IReadOnlyList<Screen> Screens { get; }

    /// <summary>The screen that is shown.</summary>
    public Screen Current { get; private set; }

    /// <summary>The exit code when it is over.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Success;

    /// <summary>What a key or a click threw that nothing expected, or null; the program went on.</summary>
    public Exception? Faulted { get; private set; }

    /// <summary>What went wrong in a way that nothing expected, or null.</summary>
    public Exception? Crashed { get; private set; }

    /// <summary>The screen of a kind.</summary>
    public T Screen<T>() where T : Screen => Screens.OfType<T>().First();

    /// <summary>Shows a screen.</summary>
    public void Show(Screen screen)
    {
        foreach (var other in Screens)
            other.Visible = other == screen;
        Current = screen;
        screen.Enter();
        if (screen.Active is null)
            screen.NextPane(0);
        Refresh();
    }

    /// <summary>Tells the user a line.</summary>
    public void Tell(string message) => _status.Tell(message, warning: false);

    /// <summary>Tells the user a line about something that cannot be done or went wrong.</summary>
    public void Warn(string message) => _status.Tell(message, warning: true);

    /// <summary>Opens a box over the screen.</summary>
    public void Open(Box box)
    {
        box.Session = _ui.App.Begin(box);
        Refresh();
    }

    /// <summary>Closes a box; what had the keys before has them again.</summary>
    public void Close(Box box)
    {
        if (box != TopBox)
            return;
        _ui.App.End(box.Session!);
        box.Dispose();
        Refresh();
    }

    /// <summary>Draws everything anew at the next chance.</summary>
    public void Refresh()
    {
        SetNeedsDraw();
        foreach (var view in SubViews)
            view.SetNeedsDraw();
    }

    /// <summary>Draws the lines at top and bottom anew; panes say for themselves when they have changed.</summary>
    public void RefreshLines()
    {
        foreach (var line in new View[] { _header, _status, _keyLine })
            line.SetNeedsDraw();
    }

    /// <summary>What keys do here and now: of the box that is open, else of the pane, the screen and the window.</summary>
    public IReadOnlyList<KeyAction> KeysHere() => TopBox is { } box ? box.Keys
        : IsAlone ? [.. Current.Active?.Keys ?? [], .. Current.Keys, .. Everywhere()] : [];

    /// <summary>Does what a key is for, or says why not.</summary>
    public void Do(KeyAction action)
    {
        Try(() =>
        {
            if (action.Disabled() is { } reason)
                Warn($"{action.Name}: {reason}");
            else
                action.Run();
        });
        Refresh();
    }

    /// <summary>Does what a key or a click asks for; what it throws is shown, and the program goes on.</summary>
    public void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            Warn(e.Message);
        }
        catch (Exception e)
        {
            Fault(e);
        }
    }

    /// <summary>Shows an exception that nothing expected, and keeps the first for the end.</summary>
    public void Fault(Exception exception)
    {
        Faulted ??= exception;
        Warn($"a fault of the program, please report it: {exception.Message}");
    }

    /// <summary>A key was pressed.</summary>
    /// <returns>Whether it did something; else a text field may have it.</returns>
    public bool Pressed(Key key)
    {
        var action = KeysHere().FirstOrDefault(a => a.Is(key) && Reaches(a, key));
        if (action is null && key.KeyCode == Key.C.WithCtrl.KeyCode)
            return WayOut(key);
        if (action is null)
            return false;
        _status.Tell("", false);
        Do(action);
        return true;
    }

    /// <summary>Whatever is open, there is a way out: of the box first, then of the program.</summary>
    private bool WayOut(Key key)
    {
        if (TopBox is { } box)
            Close(box);
        else if (!IsAlone)
            _ui.App.RequestStop();
        else
            Do(OwnKeys().First(a => a.Is(key)));
        return true;
    }

    /// <summary>Asks before a running sweep is stopped, then leaves.</summary>
    public void Quit()
    {
        if (_ui.Shared.Sweep is not { IsOn: true })
        {
            Leave(ExitCodes.Success);
            return;
        }
        if (MessageBox.Query(
            _ui.App, "Quit", "A sweep is running. What is finished stays stored,\nand starting it again goes on from there.",
            "stop the sweep and _quit", "go _on") == 0)
            Leave(ExitCodes.Success);
    }

    /// <summary>Leaves; from any thread.</summary>
    public void Leave(int exitCode)
    {
        ExitCode = exitCode;
        // Not at once: a stop that is asked for before the loop's first turn is lost.
        _ui.App.PostLater(TimeSpan.Zero, () =>
        {
            _ui.App.RequestStop();
            _ui.App.RequestStop(this);
        });
    }

    /// <summary>Leaves because of an exception that nothing expected; from any thread.</summary>
    public void Crash(Exception exception)
    {
        Crashed ??= exception;
        Leave(ExitCodes.Failure);
    }

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        var size = Viewport.Size;
        var small = size.Width < Smallest.Width || size.Height < Smallest.Height;
        _small.Visible = small;
        _small.Text = $"too small\n{size.Width}x{size.Height}, need {Smallest.Width}x{Smallest.Height}\n^C quits";
        _header.Visible = _status.Visible = _keyLine.Visible = !small;
        foreach (var screen in Screens)
            screen.Visible = !small && screen == Current;
        foreach (var box in _ui.App.SessionStack!.Select(s => s.Runnable).OfType<Box>())
            box.Visible = !small;
    }

    /// <inheritdoc/>
    protected override void OnIsModalChanged(bool newIsModal)
    {
        base.OnIsModalChanged(newIsModal);
        if (!newIsModal)
        {
            HasFocus = false;
        }
        else if (MostFocused is { } field)
        {
            // After a dialog, the toolkit takes the screen for what has the keys, and pastes into that: tell it.
            field.HasFocus = false;
            field.SetFocus();
        }
    }

    /// <inheritdoc/>
    protected override void OnDrawComplete(DrawContext? context)
    {
        base.OnDrawComplete(context);
        HarmlessCells.Clean(_ui.App.Driver!);
        _unchanged.Skip(_ui.App.Driver!);
    }

    /// <summary>The window's keys, less those that mean something of the screen's own.</summary>
    private List<KeyAction> Everywhere()
    {
        var taken = (Current.Active?.Keys ?? []).Concat(Current.Keys).ToList();
        return [.. OwnKeys().Where(k => !taken.Exists(t => t.Is(k.Key)))];
    }

    private IReadOnlyList<KeyAction> OwnKeys() =>
    [
        .. Screens.Select((s, i) => new KeyAction(new Key((char)('1' + i)), s.Name, $"Go to {s.Name}: {s.Purpose}", () => Show(s)) { InKeyLine = false, Also = [FunctionKeys[i]], Label = $"{i + 1} F{i + 1}" }),
        new(Key.Tab, "next pane", "Give the keys to the next pane.", () => Current.NextPane(1)) { InKeyLine = false },
        new(Key.Tab.WithShift, "previous pane", "Give the keys to the pane before.", () => Current.NextPane(-1)) { InKeyLine = false, Label = "shift tab" },
        new(Key.T.WithCtrl, "TaLo on/off", "Switch the bypass off (the base model) or on again.", _ui.Shared.Toggle)
        {
            Disabled = () => _ui.Shared.Latest is null ? "no layer was chosen yet: on Layer, or a profile on Home" : null,
            InKeyLine = false,
            WhileTyping = true,
        },
        new(new Key('?'), "help", "Show all keys.", Help) { Always = true },
        new(Key.Q, "quit", "Quit; asks first while a sweep is running.", Quit) { Always = true },
        new(Key.C.WithCtrl, "quit at once", "Stop the work after the current pass, keep what is finished, and quit.", () => Leave(ExitCodes.Interrupted)) { InKeyLine = false, WhileTyping = true },
    ];

    /// <summary>Whether a key does an action now, rather than being text: no letter does while a text is typed.</summary>
    public bool Reaches(KeyAction action, Key key) => !IsTyping(key) || IsFunction(key) || (action.WhileTyping && !IsText(key));

    /// <summary>The box that is open, or null.</summary>
    private Box? TopBox => _ui.App.TopRunnableView as Box;

    /// <summary>Whether nothing is open over the window.</summary>
    private bool IsAlone => _ui.App.TopRunnableView == this;

    private bool IsTyping(Key key) => _ui.App.TopRunnableView?.MostFocused switch
    {
        TextField => true,
        ITakesText text => text.Takes(key),
        _ => false,
    };

    private static bool IsText(Key key) => !key.IsCtrl && !key.IsAlt && key.AsRune.Value >= ' ';

    private static bool IsFunction(Key key) => key.KeyCode is >= KeyCode.F1 and <= KeyCode.F24;

    private static Key[] FunctionKeys => [Key.F1, Key.F2, Key.F3, Key.F4, Key.F5, Key.F6, Key.F7, Key.F8, Key.F9];

    private void Help() => Open(new HelpBox(_ui, Current.Name, Current.Purpose,
    [
        (Current.Active?.Heading ?? "", Current.Active?.Keys ?? []),
        ($"Everywhere on {Current.Name}", Current.Keys),
        ("Everywhere", Everywhere()),
        ("Mouse", [new KeyAction(Key.Empty, "", "Click a pane, a row, a cell, a screen's name or a key in the last line; the wheel scrolls.", () => { }) { Label = "click" }]),
    ]));

    private void OnAnyKey(object? sender, Key key)
    {
        try
        {
            // A message box of the toolkit's has keys of its own.
            key.Handled = Pressed(key) || ((IsAlone || TopBox is not null) && !IsTyping(key));
        }
        catch (Exception e)
        {
            Fault(e);
            key.Handled = true;
        }
    }

    /// <summary>The last line is for the mouse too while a box is open, which gets all else.</summary>
    private void OnAnyMouse(object? sender, Mouse mouse)
    {
        if (TopBox is not null && _keyLine.FrameToScreen().Contains(mouse.ScreenPosition))
            mouse.Handled = _keyLine.NewMouseEvent(new Mouse { Flags = mouse.Flags, ScreenPosition = mouse.ScreenPosition, Position = _keyLine.ScreenToViewport(mouse.ScreenPosition) }) == true;
    }

    /// <summary>The shared state has changed: what shows it is brought up to date, at most ten times a second.</summary>
    private void OnChanged()
    {
        if (Interlocked.Increment(ref _updates) == 1)
            _ui.App.PostLater(Beat, () =>
            {
                Interlocked.Exchange(ref _updates, 0);
                Current.Update();
                RefreshLines();
            });
    }
}
