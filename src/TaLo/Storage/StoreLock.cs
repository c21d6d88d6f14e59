using System.Globalization;

namespace TaLo.Storage;

/// <summary>
/// The one writer's hold on a store folder. The system lets go of it when the process ends, however it ends;
/// the file itself stays and means nothing by itself. While it is held nobody can read it, so the holder's process
/// id stands in a file beside it.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _held;

    private StoreLock(FileStream held) => _held = held;

    /// <summary>Takes the lock and writes this process's id into the file.</summary>
    /// <exception cref="StoreException">Another process, or another store in this one, holds it.</exception>
    public static StoreLock Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StoreException(
                $"{path}: held by {Holder(path)}: wait for it to end, or give this run a store of its own with " +
                "--store DIR or TALO_HOME (`talo merge` joins stores)", e);
        }

        File.WriteAllText(HolderFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new StoreLock(file);
    }

    public void Dispose() => _held.Dispose();

    // What the systems say of a file that another process holds: Linux, macOS, Windows. A disk that is full or read-only says something else.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);

    private static string HolderFile(string path) => path + ".holder";

    private static string Holder(string path)
    {
        try
        {
            return $"process {File.ReadAllText(HolderFile(path))}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
