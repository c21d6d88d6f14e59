#:package LLamaSharp
#:package LLamaSharp.Backend.Cpu
// A model file in another quantisation, by llama.cpp's own quantiser, which LLamaSharp brings: what `llama-quantize --allow-requantize IN OUT TYPE` does.
//
//   dotnet run requantise.cs -- IN.gguf OUT.gguf TYPE     TYPE: Q8_0, Q4_0, Q4_K_M, ...
using LLama;
using LLama.Native;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: dotnet run requantise.cs -- IN.gguf OUT.gguf TYPE");
    return 2;
}
NativeApi.llama_empty_call();                          // loads the libraries: the quantiser alone does not
return LLamaQuantizer.Quantize(args[0], args[1], args[2], nthread: 1, allowRequantize: true, quantizeOutputTensor: true) ? 0 : 1;
