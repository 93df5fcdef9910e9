"""Times SwinIR's training step in PyTorch, as load-tests' TrainingStepTiming does in Chiral.

Arguments: small|lightweight, threads, steps.
"""

import statistics
import sys
import time

import torch

from swinir import CONFIGS

name, threads, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
network = CONFIGS[name](4).train()
adam = torch.optim.Adam(network.parameters(), lr=1e-3, betas=(0.9, 0.99))
lr, hr = torch.rand(8, 3, 16, 16), torch.rand(8, 3, 64, 64)
millis = []
for i in range(steps + 5):
    if i == 5:
        cpu = time.process_time()
    begin = time.perf_counter()
    adam.zero_grad()
    (network(lr) - hr).abs().mean().backward()
    adam.step()
    if i >= 5:
        millis.append(1e3 * (time.perf_counter() - begin))
print(f"{name}, {threads} threads: median {statistics.median(millis):.1f} ms, "
      f"fastest {min(millis):.1f} ms of {steps} steps, "
      f"processor {1e3 * (time.process_time() - cpu) / steps:.1f} ms")
