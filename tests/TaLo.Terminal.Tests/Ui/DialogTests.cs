using System.Diagnostics;
using TaLo.Terminal.Ui;
using Terminal.Gui.App;
using Terminal.Gui.Drivers;
using Terminal.Gui.Input;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Tests.Ui;

/// <summary>
/// What the toolkit does with posted work and timers while a dialog is open, in its real loop: why boxes are begun
/// (<see cref="IApplication.Begin"/>) and not run (<see cref="IApplication.Run(IRunnable, Func{Exception, bool}?)"/>).
/// </summary>
public sealed class DialogTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(600);

    private readonly IApplication _app = Application.Create();
    private readonly Window _window = new();
    private readonly TextField _field = new() { Width = 20 };
    private readonly Thread _loop;
    private volatile bool _isOpen;
    private int _ticks;

    public DialogTests()
    {
        using var ready = new ManualResetEventSlim();
        _loop = new Thread(() =>
        {
            _app.Init(DriverRegistry.Names.ANSI);
            _window.Add(new TextField { Y = 1, Width = 20 }, _field);
            _field.SetFocus();
            _app.AddTimeout(TimeSpan.FromMilliseconds(20), () => ++_ticks > 0);
            _app.Post(ready.Set);
            _app.Run(_window);
        });
        _loop.Start();
        Assert.True(ready.Wait(Patience));
    }

    public void Dispose()
    {
        _app.Post(() => _app.RequestStop(_window));
        Assert.True(_loop.Join(Patience));
        _app.Dispose();
        _window.Dispose();
    }

    [Fact]
    public void Should_Go_On_With_Posts_And_Timers_While_A_Dialog_Runs_That_A_Key_Opened()
    {
        _app.Keyboard.KeyDown += (_, key) =>
        {
            if (key == Key.F5)
                RunDialog();
        };
        Press(Key.F5);
        Until(() => _isOpen);
        AssertNothingWaits();
        Press(Key.Esc);
        Until(() => !_isOpen);
    }

    [Fact]
    public async Task Should_Hold_Up_Every_Other_Thread_While_A_Dialog_Runs_That_A_Post_Opened()
    {
        var (opener, runs) = (0, 0);
        _app.AddTimeout(TimeSpan.FromMilliseconds(20), () =>
        {
            if (++opener == 1)
                RunDialog();
            return true;
        });
        Until(() => _isOpen);
        foreach (var post in Posts(() => runs++))
        {
            var posting = Task.Run(post);
            // Where this fails, the toolkit no longer holds its lock while it runs a callback: a box may be run.
            Assert.NotSame(posting, await Task.WhenAny(posting, Task.Delay(Moment)));
        }
        Assert.Equal((1, 0), (opener, runs));
        Press(Key.Esc);
        Until(() => !_isOpen && runs == 3 && opener > 1);
    }

    [Fact]
    public void Should_Hold_Up_Nothing_While_A_Dialog_Is_Open_That_A_Post_Has_Begun()
    {
        using var dialog = new Dialog { Title = "begun" };
        var typed = new TextField { Width = 10 };
        dialog.Add(typed);
        SessionToken? session = null;
        _app.Post(() =>
        {
            session = _app.Begin(dialog);
            _isOpen = true;
        });
        Until(() => _isOpen);
        AssertNothingWaits();
        Press(Key.A);
        Until(() => typed.Text == "a");
        Assert.Equal("", _field.Text);
        _app.Post(() =>
        {
            _app.End(session!);
            _isOpen = false;
        });
        Until(() => !_isOpen);
        Press(Key.B);
        Until(() => _field.Text == "b");
    }

    private void RunDialog()
    {
        using var dialog = new Dialog { Title = "run" };
        _isOpen = true;
        _app.Run(dialog);
        _isOpen = false;
    }

    /// <summary>Posts from other threads are done, and timers go on.</summary>
    private void AssertNothingWaits()
    {
        var (runs, ticks) = (0, _ticks);
        foreach (var post in Posts(() => runs++))
            Assert.True(Task.Run(post).Wait(Patience));
        Until(() => runs == 3 && _ticks > ticks + 3);
        Assert.True(_isOpen);
    }

    private Action[] Posts(Action action) =>
    [
        () => _app.Invoke(action),
        () => _app.AddTimeout(TimeSpan.Zero, () =>
        {
            action();
            return false;
        }),
        () => _app.Post(action),
    ];

    private void Press(Key key) => _app.Driver!.GetInputProcessor().InjectKeyDownEvent(key);

    private static void Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, "it did not come");
            Thread.Sleep(10);
        }
    }
}
