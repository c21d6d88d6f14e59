"""Two single-threaded processes, each with its own batch, that share gradients and take the same step; checkpoints.

On a busy machine twice as fast as one process with two threads, which would wait for each other at every
operation. Whatever is trained is a Lesson; `run` goes on from its checkpoint where there is one.
"""
import multiprocessing, os, time
import beside
import numpy as np
import torch

from model import learning_rate


class Lesson:
    """To override: what is trained, and how.

    name: of the checkpoint; steps: how many; module: the nn.Module that changes; pair: its optimisers (optim.py);
    rates: the peak of each one's learning rate.
    """
    warm, every, saved_every, judged_every = 0.03, 25, 120, 300          # steps to warm up (share) and to print; seconds; seconds of a core

    def loss(self, rng, step, log):
        """A loss for the next batch; appends figures to log[name]."""
        raise NotImplementedError

    def judge(self):
        """What is held out, at a checkpoint: a short text."""
        return ""


def work(rank, workers, lesson, path, shared, gate, parent):
    torch.set_num_threads(1)
    parameters = [p for p in lesson.module.parameters() if p.requires_grad]
    step = 0
    if path.exists():
        saved = torch.load(path)
        lesson.module.load_state_dict(saved["model"])
        for optimiser, state in zip(lesson.pair, saved["optimisers"]):
            optimiser.load_state_dict(state)
        step = saved["step"]
    begin = kept = time.time()
    judged, log = time.process_time(), {}
    while step < lesson.steps:
        if os.getppid() != parent:                                       # whoever started this was killed
            gate.abort()
            return
        rate = learning_rate(step / lesson.steps, 1.0, lesson.warm)
        for optimiser, peak in zip(lesson.pair, lesson.rates):
            for group in optimiser.param_groups:
                group["lr"] = peak * rate * group["scale"]
        lesson.module.zero_grad()
        loss = lesson.loss(np.random.default_rng([12, rank, step]), step, log)
        loss.backward()
        shared[rank] = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).reshape(-1) for p in parameters])
        gate.wait()
        mean, at = shared[:workers].mean(0), 0
        gate.wait()
        for p in parameters:
            p.grad = mean[at:at + p.numel()].view_as(p).clone()
            at += p.numel()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for optimiser in lesson.pair:
            optimiser.step()
        step += 1
        log.setdefault("loss", []).append(loss.item())
        if rank == 0 and step % lesson.every == 0:
            print(f"{lesson.name} {step}/{lesson.steps} {time.time() - begin:.0f}s, {time.process_time():.0f}s of a core",
                  {k: round(float(np.mean(v)), 3) for k, v in log.items()}, flush=True)
        if step % lesson.every == 0:
            log = {}
        if rank == 0 and (step == lesson.steps or time.time() - kept > lesson.saved_every):
            with open(path.with_suffix(".new"), "wb") as f:
                torch.save({"model": lesson.module.state_dict(), "optimisers": [o.state_dict() for o in lesson.pair], "step": step}, f)
                f.flush()
                os.fsync(f.fileno())
            os.replace(path.with_suffix(".new"), path)
            kept = time.time()
        if rank == 0 and (step == lesson.steps or time.process_time() - judged > lesson.judged_every):
            print(f"{lesson.name} {step} held out: {lesson.judge()}", flush=True)
            judged = time.process_time()


def run(work_folder, make, workers=2):
    """Trains `make()`'s lesson to its end, from its checkpoint if there is one."""
    torch.set_num_threads(1)
    torch.manual_seed(2)
    lesson = make()                                                      # made once: the processes begin with the same weights
    path = work_folder / f"{lesson.name}.pt"
    if path.exists() and torch.load(path)["step"] >= lesson.steps:
        print(f"{lesson.name}: done before")
        return
    size = sum(p.numel() for p in lesson.module.parameters() if p.requires_grad)
    shared = torch.zeros(workers, size).share_memory_()
    fork = multiprocessing.get_context("fork")
    gate = fork.Barrier(workers)
    crew = [fork.Process(target=work, args=(r, workers, lesson, path, shared, gate, os.getpid()), daemon=True) for r in range(workers)]
    for process in crew:
        process.start()
    while any(p.is_alive() for p in crew):
        for process in crew:
            process.join(1)
            if process.exitcode not in (None, 0):
                for other in crew:
                    other.terminate()
                raise SystemExit(f"{lesson.name}: a process ended with {process.exitcode}; the same command goes on from the last checkpoint")
