namespace TaLo.Storage;

/// <summary>Exceptions in one line, for messages about what LiteDB or the system threw.</summary>
internal static class ExceptionText
{
    public static string OneLine(this Exception e) => $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
}
