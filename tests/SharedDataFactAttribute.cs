namespace TaLo.Tests;

/// <summary>A test that needs models or data which are never committed, in <c>shared/</c> beside the repository; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string path)
    {
        if (Path(path) is null)
            Skip = $"needs ../shared/{path}";
    }

    /// <summary>Where it is, looked for in every folder above; null where it is not.</summary>
    public static string? Path(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = System.IO.Path.Combine(folder.FullName, "shared", path);
            if (System.IO.Path.Exists(found))
                return found;
        }
        return null;
    }
}
