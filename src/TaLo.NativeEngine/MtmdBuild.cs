namespace TaLo.NativeEngine;

/// <summary>Builds libmtmd and libtalo-shim with cmake.</summary>
internal static class MtmdBuild
{
    private const int LinesShown = 20;
    private const int MostJobs = 16;

    /// <summary>Configures, builds and installs beside the prebuilt libraries.</summary>
    public static void Run(string native, EngineFolder folder, string log, CancellationToken stop)
    {
        File.Delete(log);
        string[] generator = Tools.Exists("make") ? [] : ["-G", "Ninja"];
        var jobs = Math.Min(Environment.ProcessorCount, MostJobs);
        CMake(["-S", native, "-B", folder.Build, .. generator, "-DCMAKE_BUILD_TYPE=Release",
            $"-DLLAMA_SOURCE={folder.Source}", $"-DLLAMA_LIBS={folder.Libraries}",
            $"-DCMAKE_INSTALL_PREFIX={folder.Libraries}"]);
        CMake(["--build", folder.Build, "-j", $"{jobs}"]);
        CMake(["--install", folder.Build, "--strip"]);
        File.Delete(log);

        void CMake(string[] arguments)
        {
            var (exitCode, output) = Child.Run("cmake", arguments, folder.Libraries, stop);
            File.AppendAllLines(log, output);
            if (exitCode == 0)
                return;
            foreach (var line in output.TakeLast(LinesShown))
                Console.WriteLine(line);
            throw new EngineException($"libmtmd could not be built; cmake's words are in {log}");
        }
    }
}
