using System.Globalization;

namespace TaLo.Storage;

/// <summary>
/// The one writer's hold on a store folder. The system lets go of it when the process ends, however it ends;
/// the file itself stays and means nothing by itself.
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
        catch (IOException e)
        {
            throw new StoreException(
                $"{path}: held by {Holder(path)}: wait for it to end, or set TALO_HOME to another folder", e);
        }

        file.SetLength(0);
        using (var writer = new StreamWriter(file, leaveOpen: true))
            writer.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return new StoreLock(file);
    }

    public void Dispose() => _held.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            var id = reader.ReadToEnd().Trim();
            return id.Length > 0 ? $"process {id}" : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
