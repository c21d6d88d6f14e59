"""Write a quantised GGUF again with every weight in float32, values and metadata as they are.

    python3 dequantise.py MODEL.gguf OUT.gguf

For compare.py: llama.cpp rounds to eight bits what it multiplies with quantised weights, and nothing with these.
"""
import sys
import beside
import numpy as np
from gguf import GGUFReader, GGUFValueType, GGUFWriter, dequantize


def main():
    source, out = sys.argv[1:]
    reader, writer = GGUFReader(source), GGUFWriter(out, "llama")
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":
            continue
        if field.types[0] == GGUFValueType.ARRAY:
            writer.add_key_value(field.name, field.contents(), GGUFValueType.ARRAY, sub_type=field.types[1])
        else:
            writer.add_key_value(field.name, 0 if field.name == "general.file_type" else field.contents(), field.types[0])
    for tensor in reader.tensors:
        weights = tensor.data if tensor.tensor_type.name == "F32" else dequantize(tensor.data, tensor.tensor_type)
        writer.add_tensor(tensor.name, np.ascontiguousarray(weights, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    main()
