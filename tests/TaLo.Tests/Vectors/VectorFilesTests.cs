using System.Text.Json;
using TaLo.Models;
using TaLo.Vectors;

namespace TaLo.Tests.Vectors;

public class VectorFilesTests
{
    private static readonly IReadOnlyList<TaskVector> Vectors =
    [
        SevenVectors.Of("OCR, \"small\"", 10, null, -20) with { TaskGroup = "perception" },
        SevenVectors.Of("logic", 0, 5, 5) with { Kind = Module.Ffn },
    ];

    [Fact]
    public void Should_Write_One_Line_A_Task_And_One_Column_A_Layer()
    {
        var text = new StringWriter();

        VectorsCsv.WriteWide(text, Vectors);

        Assert.Equal(
            "task,module,samples,base_accuracy,layer_0,layer_1,layer_2,samples_0,samples_1,samples_2\n"
            + "\"OCR, \"\"small\"\"\",attention,1000,0.5,0.1,,-0.2,1000,0,1000\n"
            + "logic,ffn,1000,0.5,0,0.05,0.05,1000,1000,1000\n", text.ToString());
    }

    [Fact]
    public void Should_Write_One_Line_A_Layer_With_What_It_Was_Counted_From()
    {
        var text = new StringWriter();

        VectorsCsv.WriteLong(text, Vectors);

        var lines = text.ToString().Split('\n');
        Assert.Equal(1 + 6 + 1, lines.Length);
        Assert.Equal("task,task_group,module,layer,samples,base_correct,fixed,broken,base_accuracy,accuracy,delta,mean_margin_change,holm_p,evidence", lines[0]);
        Assert.Equal("\"OCR, \"\"small\"\"\",perception,attention,0,1000,500,100,0,0.5,0.6,0.1,0,,chance", lines[1]);
        Assert.Equal("\"OCR, \"\"small\"\"\",perception,attention,1,0,0,0,0,,,,,,not-swept", lines[2]);
        Assert.Equal("logic,,ffn,1,1000,500,50,0,0.5,0.55,0.05,0,,chance", lines[5]);
    }

    [Fact]
    public void Should_Write_Similarities_With_Undefined_Ones_Empty()
    {
        var text = new StringWriter();

        VectorsCsv.WriteSimilarity(text, SimilarityMatrix.Of(
            [SevenVectors.Of("a", 1, 2), SevenVectors.Of("b", 0, 0)], SimilarityMeasure.Cosine));

        Assert.Matches("^cosine,a,b\na,(1|0\\.9999999\\d*),\nb,,\n$", text.ToString());
    }

    [Fact]
    public void Should_Write_Json_That_Can_Be_Read_Back()
    {
        using var stream = new MemoryStream();

        VectorsJson.Write(stream, Vectors, SimilarityMatrix.Of(Vectors, SimilarityMeasure.Pearson));

        using var json = JsonDocument.Parse(stream.ToArray());
        var first = json.RootElement.GetProperty("vectors")[0];
        Assert.Equal("OCR, \"small\"", first.GetProperty("task").GetString());
        Assert.Equal([0.1, null, -0.2], first.GetProperty("delta").EnumerateArray().Select(d => d.ValueKind == JsonValueKind.Null ? (double?)null : d.GetDouble()));
        var similarity = json.RootElement.GetProperty("similarity");
        Assert.Equal("pearson", similarity.GetProperty("measure").GetString());
        Assert.Equal("logic · ffn", similarity.GetProperty("names")[1].GetString());
        Assert.Equal(2, similarity.GetProperty("merges")[0][3].GetInt32());
    }

    [Fact]
    public void Should_Write_No_Vectors_As_A_Header_Only()
    {
        var text = new StringWriter();

        VectorsCsv.WriteWide(text, []);

        Assert.Equal("task,module,samples,base_accuracy\n", text.ToString());
    }
}
