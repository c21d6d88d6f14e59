using System.Security.Cryptography;
using System.Text;
using TaLo.Models;
using TaLo.Tasks.Tables;

namespace TaLo.Tasks.Readers;

/// <summary>Opens data sets: a file, or a folder of files, of any known format.</summary>
public static class DataSets
{
    /// <summary>How the names of files end that may be data sets.</summary>
    public static IReadOnlyList<string> Endings => DataFiles.Endings;

    /// <summary>Opens a data set and reads its catalogue.</summary>
    /// <param name="path">The file or the folder.</param>
    /// <param name="options">How it is to be read; null for as it says itself.</param>
    /// <param name="cache">Where hashes and catalogues of large files are kept between runs; null for the user's cache folder.</param>
    /// <exception cref="DataSetException">It cannot be read or is no known data set; the message says where and what to do.</exception>
    public static IDataSet Open(string path, DataSetOptions? options = null, string? cache = null)
    {
        options ??= DataSetOptions.Default;
        ITable? table = null;
        try
        {
            if (options.Images is { } images && !Directory.Exists(images))
                throw new DataSetException($"--images {images}: there is no such folder");
            var files = DataFiles.Of(path, options.Split);
            table = files.Open();
            if (files.All is [var only] && Path.GetFileName(only) == ScienceQaFolder.FileName && only != path)
                table = new ScienceQaFolder(table);
            var data = new TableDataSet(
                table, files.Name, files.Title, Fingerprint(files, options, cache), files.AreOfSplit ? options with { Split = null } : options,
                row => files.TaskOf(row.File), KeptCatalogue.Of(files.All, options, cache));
            return options.Split is not { } split || files.AreOfSplit || data.NamesSplits ? data
                : throw new DataSetException($"{path}: --split {split}: neither a column 'split' nor a file's name says what split a row is of");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            table?.Dispose();
            throw new DataSetException($"{path}: cannot be read: {e.Message}", e);
        }
        catch
        {
            table?.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file has the columns of a data set whose samples can be scored; reads no more of it than its beginning.</summary>
    public static bool Looks(string path)
    {
        try
        {
            using var table = DataFiles.Of(path, split: null).Open();
            if (table.Columns.Count == 0)
                _ = table.Scan().Any();
            _ = SampleForms.Recognise(new Columns(path, table.Columns, DataSetOptions.Default), answered: true);
            return true;
        }
        catch (Exception e) when (e is TaLoException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>A single file read as it says itself goes by its own hash; anything else by the hashes of its files and how they are read.</summary>
    private static string Fingerprint(DataFiles files, DataSetOptions options, string? cache)
    {
        var hashes = cache is null ? null : Path.Combine(cache, "fingerprints.json");
        if (files.All is [var only] && only == files.Root && options.ToString().Length == 0)
            return FileFingerprint.Of(only, hashes);
        var parts = files.All.Select(f => $"{Path.GetRelativePath(files.Root, f)}\t{FileFingerprint.Of(f, hashes)}").Append(options.ToString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))));
    }
}
