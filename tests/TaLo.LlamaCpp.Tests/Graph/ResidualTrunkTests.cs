using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>What a layer's nodes are to it, on graphs written down by hand; x is what the layer is given.</summary>
public sealed unsafe class ResidualTrunkTests : IDisposable
{
    private const int F32 = 0;

    private readonly void* _context;

    public ResidualTrunkTests()
    {
        _ = Engine.Current;
        _context = Ggml.Init(new Ggml.InitParams { MemorySize = 1 << 16, NoAlloc = 1 });
    }

    public void Dispose() => Ggml.Free(_context);

    [Fact]
    public void Should_tell_the_blocks_and_where_they_join()
    {
        var x = Tensor("x");
        var attention = Named(Ggml.Dup(_context, x), "kqv_out-3");
        var joined = Ggml.Add(_context, attention, x);
        var outside = Ggml.Add(_context, joined, Tensor("features"));
        var ffn = Ggml.Dup(_context, outside);
        var output = Ggml.Add(_context, outside, ffn);

        Assert.Equal(
            [new(0, null), new(0, 1), default, new(1, null), new(1, 0)],
            Read(x, output, attention, joined, outside, ffn, output));
    }

    [Fact]
    public void Should_know_a_copy_for_another_device_by_its_name()
    {
        var x = Named(Tensor(""), "l_out-2");
        var copy = Tensor("CUDA0#l_out-2#0");
        var attention = Named(Ggml.Dup(_context, copy), "kqv_out-3");
        var joined = Ggml.Add(_context, attention, copy);
        var ffn = Named(Ggml.Dup(_context, joined), "ffn_out-3");
        var output = Ggml.Add(_context, joined, Tensor("CPU#ffn_out-3#1"));

        Assert.Equal([new(0, null), new(0, 1), new(1, null), new(1, 0)], Read(x, output, attention, joined, ffn, output));
    }

    [Fact]
    public void Should_refuse_an_ffn_that_reads_what_is_computed_beside_the_attention()
    {
        var x = Tensor("x");
        var router = Named(Ggml.Dup(_context, x), "ffn_moe_probs-3");
        var attention = Named(Ggml.Dup(_context, x), "kqv_out-3");
        var joined = Ggml.Add(_context, attention, x);
        var experts = Named(Ggml.Add(_context, Ggml.Dup(_context, joined), router), "experts");
        var output = Ggml.Add(_context, joined, experts);

        Assert.Contains("'experts'", Refused(x, output, router, attention, joined, experts->Source(0), experts, output), StringComparison.Ordinal);
    }

    [Fact]
    public void Should_refuse_blocks_beside_each_other_and_a_layer_with_one()
    {
        var x = Tensor("x");
        var attention = Named(Ggml.Dup(_context, x), "kqv_out-3");
        var ffn = Ggml.Dup(_context, x);
        var first = Ggml.Add(_context, x, attention);
        var both = Named(Ggml.Add(_context, first, ffn), "l_out-3");
        Assert.Contains("'l_out-3' is not the sum", Refused(x, both, attention, ffn, first, both), StringComparison.Ordinal);
        Assert.Contains("with 1 residual additions", Refused(x, first, attention, first), StringComparison.Ordinal);
        Assert.Contains("does not lead back", Refused(x, ffn, attention, first, ffn), StringComparison.Ordinal);
    }

    private static string Refused(GgmlTensor* input, GgmlTensor* output, params GgmlTensor*[] nodes)
    {
        try
        {
            Read(input, output, nodes);
        }
        catch (ModelException e)
        {
            return e.Message;
        }
        return "not refused";
    }

    private static List<LayerPart> Read(GgmlTensor* input, GgmlTensor* output, params GgmlTensor*[] nodes)
    {
        var trunk = new ResidualTrunk("layer 3", input);
        var parts = new List<LayerPart>();
        foreach (var node in nodes)
            parts.Add(trunk.Add(node));
        trunk.End(output);
        return parts;
    }

    private GgmlTensor* Tensor(string name) => Named(Ggml.NewTensor2d(_context, F32, 4, 1), name);

    private static GgmlTensor* Named(GgmlTensor* tensor, string name) => Ggml.SetName(tensor, name);
}
