using System.Drawing;
using TaLo.Chats;
using TaLo.Terminal.Library;
using Terminal.Gui.Input;
using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace TaLo.Terminal.Ui;

/// <summary>What is shown of a file before it is chosen.</summary>
/// <param name="Image">An encoded image; empty for none.</param>
/// <param name="Text">What it is, in words.</param>
internal sealed record FilePreview(ReadOnlyMemory<byte> Image, string Text);

/// <summary>
/// Asks for a file: its path is typed, completed and pasted in the line at the top; below are the folders and files that
/// it may become, and what the one under the cursor is.
/// </summary>
internal sealed class FileBox : Box
{
    private const int Lists = 3;

    private readonly TextField _field = new() { X = 1, Y = 1, Width = Dim.Fill(1) };
    private readonly TablePane<FileSystemInfo> _files;
    private readonly PictureView _picture;
    private readonly string _hint;
    private readonly IReadOnlyList<string> _endings;
    private readonly Func<string, FilePreview> _preview;
    private readonly Func<IReadOnlyList<string>, string?> _take;
    private (string Path, FilePreview Preview)? _shown;
    private string? _problem;

    /// <summary>Asks.</summary>
    /// <param name="ui">What it works with.</param>
    /// <param name="heading">What is asked for.</param>
    /// <param name="hint">What kind of file.</param>
    /// <param name="endings">Endings of the files that are offered.</param>
    /// <param name="preview">Reads what is shown of a file; not on the UI thread.</param>
    /// <param name="take">Takes files that are there, or says in one line why not; then the box stays.</param>
    public FileBox(
        UiContext ui, string heading, string hint, IReadOnlyList<string> endings, Func<string, FilePreview> preview,
        Func<IReadOnlyList<string>, string?> take) : base(ui, heading)
    {
        (_hint, _endings, _preview, _take) = (hint, endings, preview, take);
        _files = new TablePane<FileSystemInfo>(ui, "Files", [new("name", Shrinks: true), new("size", Right: true)], (a, b) => a.FullName == b.FullName)
        {
            Empty = "Nothing here begins so.",
            Chosen = Take,
            Moved = ShowPreview,
        };
        _picture = new PictureView(ui) { Visible = false };
        _field.TextChanged += (_, _) => List();
        Add(_field, _files, _picture);
        List();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyAction> Keys =>
    [
        new(Key.Enter, "take it", "Take the file that is typed, or the one under the cursor; go into a folder.", Take) { WhileTyping = true },
        new(Key.Tab, "complete", "Complete the path that is typed.", Complete) { WhileTyping = true },
        .. _files.Keys.Where(k => k.WhileTyping),
        new(Key.Esc, "back", "Close and change nothing.", Close) { WhileTyping = true },
    ];

    /// <inheritdoc/>
    protected override string Corner => "↑↓ choose, tab completes, ../ goes up";

    /// <inheritdoc/>
    protected override Size Wanted(Size room) => new(Math.Min(100, room.Width - 4), room.Height - 4);

    /// <inheritdoc/>
    protected override void OnSubViewLayout(LayoutEventArgs args)
    {
        base.OnSubViewLayout(args);
        _files.Frame = new Rectangle(0, Lists, Left, Math.Max(1, Viewport.Height - Lists));
        _picture.Frame = new Rectangle(Left + 1, Lists + 1, Math.Max(1, Viewport.Width - Left - 2), Math.Max(1, Viewport.Height - Lists - 6));
    }

    /// <inheritdoc/>
    protected override void Paint(Painter painter)
    {
        painter.Put(1, 0, _hint, Ui.Theme.Dim);
        painter.Put(1, 2, _problem ?? "", Ui.Theme.Warning);
        if (_shown is not var (_, preview))
            return;
        var lines = Columns.Wrap(preview.Text, painter.Width - Left - 2);
        var top = preview.Image.IsEmpty ? Lists + 1 : painter.Height - Math.Min(lines.Count, 4);
        foreach (var (line, y) in lines.Select((l, i) => (l, top + i)))
            painter.Put(Left + 1, y, line, Ui.Theme.Text);
    }

    private int Left => Viewport.Width * 55 / 100;

    private void List()
    {
        var typed = _field.Text;
        _problem = null;
        Ui.InBackground(() => TypedPath.Entries(typed, _endings).Select(Row).ToList(), rows =>
        {
            if (typed != _field.Text)
                return;
            _files.Show(rows);
            ShowPreview();
        });
    }

    private static PaneRow<FileSystemInfo> Row(FileSystemInfo entry) => new(
        entry, [entry is DirectoryInfo ? entry.Name + Path.DirectorySeparatorChar : entry.Name, entry is FileInfo { Exists: true } file ? Sizes.Text(file.Length) : ""]);

    private void ShowPreview()
    {
        if (_files.Current?.Item is not FileInfo file)
        {
            Show(null);
            return;
        }
        Ui.InBackground(
            () => (Path: file.FullName, Preview: _preview(file.FullName)),
            read =>
            {
                if (_files.Current?.Item.FullName == read.Path)
                    Show(read);
            },
            problem => Show((file.FullName, new FilePreview(default, problem))));
    }

    private void Show((string Path, FilePreview Preview)? shown)
    {
        _shown = shown;
        _picture.Visible = shown is { Preview.Image.IsEmpty: false };
        _picture.Show(shown?.Preview.Image ?? default);
        SetNeedsDraw();
    }

    private void Complete()
    {
        var typed = _field.Text;
        Ui.InBackground(() => TypedPath.Complete(typed, _endings), completed =>
        {
            if (typed == _field.Text && completed.Candidates.Count > 0)
                Type(completed.Text);
        });
    }

    private void Type(string text)
    {
        _field.Text = text;
        _field.MoveEnd();
    }

    /// <summary>What is typed, where that is there; else what is under the cursor.</summary>
    private void Take()
    {
        var typed = PastedPaths.Parse(_field.Text);
        if (typed.Count > 0 && typed.All(File.Exists))
            Take(typed);
        else if (typed is [.., { } missing] && _files.Current is null)
            Refuse(Directory.Exists(missing) ? "there is no such file in this folder" : $"{missing}: there is no such file");
        else if (_files.Current?.Item is FileInfo file)
            Take([file.FullName]);
        else if (_files.Current?.Item is DirectoryInfo folder)
            Type(TypedPath.With(_field.Text, folder));
        else
            Refuse("type a path");
    }

    private void Take(IReadOnlyList<string> paths)
    {
        if (_take(paths) is { } reason)
            Refuse(reason);
        else
            Close();
    }

    private void Refuse(string problem)
    {
        _problem = problem;
        SetNeedsDraw();
    }
}
