using System.Runtime.InteropServices;
using System.Text;
using TaLo.LlamaCpp.Graph;
using TaLo.LlamaCpp.Native;
using TaLo.Models;

namespace TaLo.LlamaCpp.Tests.Graph;

/// <summary>What the hook says of encoders whose graphs it does not understand, on nodes made by hand.</summary>
public sealed unsafe class EncoderHookTests(TinyModels models) : IClassFixture<TinyModels>, IDisposable
{
    private const int BytesBehindName = 16;
    private readonly List<nint> nodes = [];
    private readonly EncoderHook hook = new();

    [Fact]
    public void Should_refuse_layers_that_do_not_begin_at_the_first()
    {
        Load();
        hook.BeginLook();
        hook.Ask(Node("norm_w-0"));
        hook.Ask(Node("layer_out-1"));

        Assert.Contains("'layer_out-1' does not follow layer -1", Assert.Throws<ModelException>(hook.End).Message, StringComparison.Ordinal);
        Assert.Equal(0, hook.LayerCount);
    }

    [Fact]
    public void Should_refuse_a_layer_that_is_no_sum_of_what_it_was_given()
    {
        Load();
        var given = Node("inp");
        var norm = Node("ln1-0", GraphOps.Norm, given);
        hook.BeginLook();
        hook.Ask(norm);
        hook.Ask(Node("layer_out-0", GraphOps.MulMat, norm));

        var problem = Assert.Throws<ModelException>(hook.End).Message;
        Assert.Contains("layer 0 of the vision encoder: the graph node 'layer_out-0' does not lead back", problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem);
    }

    [Fact]
    public void Should_see_no_layer_where_none_is_named_and_miss_one_that_is_wanted()
    {
        Load();
        hook.BeginLook();
        hook.Ask(Node("conv"));
        hook.Ask(Node("layer_out_scaled-0"));
        hook.Ask(Node("layer_out-0 (reshaped)"));
        hook.End();
        Assert.Equal(0, hook.LayerCount);

        hook.Begin([new Knockout(2, Module.VisionFfn)]);
        hook.Ask(Node("conv"));
        Assert.Contains("layer 2 of the vision encoder", Assert.Throws<ModelException>(hook.End).Message, StringComparison.Ordinal);
        hook.Begin([]);
        hook.Ask(Node("conv"));
        hook.End();
        Assert.Throws<ArgumentException>(() => hook.Begin([new Knockout(0, Module.Attention)]));
    }

    public void Dispose() => nodes.ForEach(node => NativeMemory.Free((void*)node));

    // The operations' numbers are the library's.
    private void Load() => LlamaVisionModel.Load(TinyModels.Options(models.Model("llama"))).Dispose();

    private GgmlTensor* Node(string name, int op = 0, GgmlTensor* source = null)
    {
        var node = (GgmlTensor*)NativeMemory.AllocZeroed((nuint)sizeof(GgmlTensor));
        nodes.Add((nint)node);
        node->Op = op;
        node->SetSource(0, source);
        Encoding.UTF8.GetBytes(name).CopyTo(new Span<byte>((byte*)node + sizeof(GgmlTensor) - BytesBehindName - GgmlTensor.NameBytes, GgmlTensor.NameBytes));
        return node;
    }
}
