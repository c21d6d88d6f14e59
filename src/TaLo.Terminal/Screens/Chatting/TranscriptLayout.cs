using System.Drawing;
using TaLo.Chats;
using TaLo.Models;
using TaLo.Terminal.Ui;
using Terminal.Gui.Text;

namespace TaLo.Terminal.Screens.Chatting;

/// <summary>Lays an exchange out in lines.</summary>
/// <param name="width">Columns there are.</param>
/// <param name="pictureSize">Columns and lines of an image's picture; empty while it is not there.</param>
internal sealed class TranscriptLayout(int width, Func<Attachment, Size> pictureSize)
{
    private const int Gap = 2;
    private const int NarrowestColumn = 30;
    private const char Cursor = '▌';
    private const string Waiting = "waiting for the model …";

    /// <summary>The lines of an exchange, a blank one at its end.</summary>
    public IReadOnlyList<TranscriptRow> Rows(Exchange exchange)
    {
        var rows = new List<TranscriptRow> { Title(exchange) };
        rows.AddRange(Pictures(exchange.Images));
        rows.AddRange(Wrapped(exchange.Question, width, TextKind.Text));
        rows.Add(TranscriptRow.Blank);
        if (exchange.Problem is { } problem)
        {
            rows.AddRange(Wrapped(problem, width, TextKind.Error));
            rows.AddRange(Wrapped("Not asked: the conversation is as it was before.", width, TextKind.Dim));
        }
        else
        {
            rows.AddRange(exchange.Answers switch
            {
                [] => Wrapped(Waiting, width, TextKind.Dim),
                [var answer] => Answer(exchange, answer, width),
                var both => BothSides(exchange, both),
            });
        }
        if (exchange.Both is { } compared)
            rows.AddRange(Wrapped($"{compared.Agree switch { true => "=", false => "≠", null => "·" }} {compared.Verdict}", width, compared.Agree == false ? TextKind.Warning : TextKind.Dim));
        if (exchange.Known is { } known)
            rows.AddRange(Wrapped($"The data set's answer: {known}", width, TextKind.Dim));
        rows.Add(TranscriptRow.Blank);
        return rows;
    }

    private static TranscriptRow Title(Exchange exchange)
    {
        var names = string.Join(", ", exchange.Images.Select(i => i.Name));
        return new TranscriptRow((0, "You", TextKind.Name), (5, names, TextKind.Dim));
    }

    /// <summary>Pictures beside each other, and below where there is no more room.</summary>
    private List<TranscriptRow> Pictures(IReadOnlyList<Attachment> images)
    {
        var rows = new List<TranscriptRow>();
        var (top, x) = (0, 0);
        foreach (var image in images)
        {
            var size = pictureSize(image);
            if (x > 0 && x + size.Width > width)
                (top, x) = (rows.Count, 0);
            for (var line = 0; line < size.Height; line++)
            {
                if (top + line == rows.Count)
                    rows.Add(TranscriptRow.Blank);
                rows[top + line] = rows[top + line] with { Pictures = [.. rows[top + line].Pictures, (x, image, line)] };
            }
            x += size.Width + Gap;
        }
        return rows;
    }

    private IEnumerable<TranscriptRow> BothSides(Exchange exchange, IReadOnlyList<LiveAnswer> answers)
    {
        var column = (width + 3) / 2;
        if (column - 3 < NarrowestColumn)
            return [.. Answer(exchange, answers[0], width), TranscriptRow.Blank, .. Answer(exchange, answers[1], width)];
        var left = Answer(exchange, answers[0], column - 3);
        var right = Answer(exchange, answers[1], width - column);
        return Enumerable.Range(0, Math.Max(left.Count, right.Count)).Select(i => TranscriptRow.Beside(
            i < left.Count ? left[i] : TranscriptRow.Blank, i < right.Count ? right[i] : TranscriptRow.Blank, column));
    }

    private static List<TranscriptRow> Answer(Exchange exchange, LiveAnswer answer, int width)
    {
        var rows = new List<TranscriptRow> { Who(exchange, answer, width) };
        if (exchange.Bypass.IsNone && exchange.Bypass.Source.Length > 0)
            rows.AddRange(Wrapped(exchange.Bypass.Source, width, TextKind.Dim));
        if (exchange.IsBoth && exchange.Both is not null)
            rows.Add(Continues(exchange, answer, width));
        var text = answer.Text;
        if (answer.Done is { } done)
        {
            rows.AddRange(text.Length > 0 ? Wrapped(text, width, TextKind.Text) : Wrapped("(no text)", width, TextKind.Dim));
            if (exchange.Known is { } known && done.End != AnswerEnd.Stopped)
                rows.AddRange(Wrapped(known.IsRight(text) ? "✓ right" : "✗ wrong", width, known.IsRight(text) ? TextKind.Name : TextKind.Warning));
            rows.AddRange(Wrapped($"{AnswerNotes.Figures(done)} · {AnswerNotes.End(done)}", width, done.End == AnswerEnd.EndOfTurn ? TextKind.Dim : TextKind.Warning));
        }
        else if (answer.Doing(exchange.Images.Count > 0) is { } doing)
        {
            rows.AddRange(Wrapped(doing + " …", width, TextKind.Dim));
        }
        else
        {
            rows.AddRange(Wrapped(answer.IsOpen ? text + Cursor : text, width, TextKind.Text));
        }
        return rows;
    }

    /// <summary>Who answers: in the colour of the line at the top that says what is bypassed.</summary>
    private static TranscriptRow Who(Exchange exchange, LiveAnswer answer, int width)
    {
        var isBypassed = answer.Side == ChatSide.Bypassed && !exchange.Bypass.IsNone;
        var name = Columns.Fit(isBypassed ? $" {exchange.Bypass.What} bypassed " : " base model ", width);
        var why = isBypassed ? exchange.Bypass.Source : "";
        var room = width - name.GetColumns() - 1;
        return new TranscriptRow((0, name, isBypassed ? TextKind.Bypassed : TextKind.Base), (name.GetColumns() + 1, Columns.Fit(why, room), TextKind.Dim));
    }

    private static TranscriptRow Continues(Exchange exchange, LiveAnswer answer, int width)
    {
        if (!exchange.Turn(exchange.Side).Done!.IsAnswered)
            return new TranscriptRow((0, Columns.Fit("the conversation stays as it was before this question", width), TextKind.Warning));
        var isIt = exchange.Side == answer.Side;
        return new TranscriptRow((0, Columns.Fit(isIt ? "● the conversation goes on with this" : "○ ^G goes on with this instead", width), isIt ? TextKind.Name : TextKind.Dim));
    }

    private static IEnumerable<TranscriptRow> Wrapped(string text, int width, TextKind kind) =>
        Columns.Wrap(text, width).Select(line => new TranscriptRow((0, line, kind)));
}
