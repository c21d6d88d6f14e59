using TaLo.Chats;
using TaLo.Models;

namespace TaLo.Terminal.Chats;

/// <summary>Writes answers to stdout as they come; a comparison as two blocks with their names.</summary>
/// <param name="bypass">What is bypassed.</param>
/// <param name="labelled">Whether each side's name stands above its answer.</param>
internal sealed class AnswerPrinter(Bypass bypass, bool labelled)
{
    private ChatSide? side;

    /// <summary>Writes the next piece.</summary>
    public void Show(ChatSide from, AnswerProgress progress)
    {
        if (side != from)
        {
            if (side is not null)
                Messages.Print(labelled ? "\n" : "");
            side = from;
            if (labelled)
                Messages.Print(from == ChatSide.Base ? "base model:" : $"{bypass}:");
        }
        Messages.PrintPiece(progress.Text);
    }

    /// <summary>Ends the last line.</summary>
    public void End()
    {
        if (side is not null)
            Messages.Print("");
        side = null;
    }
}
