"""The sources' nets in PyTorch, widths and inputs as parameters: what golden.py compares with, and the layouts that
`importTorchWeights` knows by name. Names of modules are those of the sources' own code."""
import torch
from torch import nn


class ResidualBlock(nn.Module):
    def __init__(self, before, width, stride=1):
        super().__init__()
        self.cnn1 = nn.Sequential(
            nn.Conv2d(before, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        self.cnn2 = nn.Sequential(nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width))
        self.shortcut = nn.Sequential()
        if stride != 1 or before != width:
            self.shortcut = nn.Sequential(nn.Conv2d(before, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        return torch.relu(self.cnn2(self.cnn1(x)) + self.shortcut(x))


def classifier(inputs, hidden, classes, dropout):
    return nn.Sequential(
        nn.Linear(inputs, hidden), nn.ReLU(), nn.BatchNorm1d(hidden), nn.Dropout1d(dropout), nn.Linear(hidden, classes)
    )


class GenreGuessrResnet(nn.Module):
    def __init__(self, flat, widths, hidden, classes, features=0, channels=1, dropout=0.0):
        super().__init__()
        w = widths
        self.block1 = nn.Sequential(nn.Conv2d(channels, w[0], 2, 2, 3, bias=False), nn.BatchNorm2d(w[0]), nn.ReLU())
        self.block2 = nn.Sequential(nn.MaxPool2d(2), ResidualBlock(w[0], w[0]), ResidualBlock(w[0], w[0], 2))
        self.block3 = nn.Sequential(ResidualBlock(w[0], w[1]), ResidualBlock(w[1], w[1], 2))
        self.block4 = nn.Sequential(ResidualBlock(w[1], w[2]), ResidualBlock(w[2], w[2], 2))
        self.block5 = nn.Sequential(ResidualBlock(w[2], w[3]), ResidualBlock(w[3], w[3], 2))
        self.pool = nn.AvgPool2d(2)
        self.classifier = classifier(flat + features, hidden, classes, dropout)

    def forward(self, x, features=None):
        x = self.block5(self.block4(self.block3(self.block2(self.block1(x)))))
        x = torch.flatten(self.pool(x), 1)
        return self.classifier(x if features is None else torch.cat((x, features), 1))


class Csc461Cnn(nn.Module):
    def __init__(self, flat, widths, hidden, classes, channels=1):
        super().__init__()
        layers = []
        before = channels
        for i, width in enumerate(widths):
            layers += [nn.Conv2d(before, width, 3, padding=1), nn.ReLU(), nn.Conv2d(width, width, 3), nn.ReLU()]
            layers.append(nn.MaxPool2d(2, 2))
            if i in (2, len(widths) - 1):
                layers.append(nn.Dropout(0.0))
            before = width
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(
            nn.Flatten(), nn.Linear(flat, hidden), nn.ReLU(), nn.Dropout(0.0), nn.Linear(hidden, classes)
        )

    def forward(self, x):
        return self.classifier(self.features(x))


class MiniVgg(nn.Module):
    """The source numbers its parts otherwise; the names here are ours."""

    def __init__(self, flat, widths, hidden, classes, channels=1):
        super().__init__()
        before = channels
        self.depth = len(widths)
        for i, width in enumerate(widths):
            block = nn.Module()
            block.conv1, block.bn1 = nn.Conv2d(before, width, 3, padding="same"), nn.BatchNorm2d(width)
            block.conv2, block.bn2 = nn.Conv2d(width, width, 3, padding="same"), nn.BatchNorm2d(width)
            setattr(self, f"block{i + 1}", block)
            before = width
        self.classifier = classifier(flat, hidden, classes, 0.0)

    def forward(self, x):
        for i in range(self.depth):
            block = getattr(self, f"block{i + 1}")
            x = block.bn1(torch.relu(block.conv1(x)))
            x = torch.max_pool2d(block.bn2(torch.relu(block.conv2(x))), 2)
        return self.classifier(torch.flatten(x, 1))


class BasicBlock(nn.Module):
    """torchvision's, by its names."""

    def __init__(self, before, width, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(before, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width)
        self.conv2, self.bn2 = nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.downsample = None
        if stride != 1 or before != width:
            self.downsample = nn.Sequential(nn.Conv2d(before, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x))))) + shortcut)


class Resnet(nn.Module):
    def __init__(self, blocks, widths, classes, channels=1, features=0):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        before = widths[0]
        for stage, width in enumerate(widths):
            layers = []
            for i in range(blocks[stage]):
                layers.append(BasicBlock(before, width, 2 if i == 0 and stage > 0 else 1))
                before = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(before + features, classes)

    def forward(self, x, features=None):
        x = torch.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        x = self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))
        return self.fc(x if features is None else torch.cat((x, features), 1))


class Cs4100Cnn(nn.Module):
    def __init__(self, flat, widths, hidden, classes, channels=3):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 3, padding=1)
        self.conv2 = nn.Conv2d(widths[0], widths[1], 3, padding=1)
        self.fc1, self.fc2 = nn.Linear(flat, hidden), nn.Linear(hidden, classes)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2, 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2, 2)
        return self.fc2(torch.relu(self.fc1(torch.flatten(x, 1))))


class Cs4100Fcnn(nn.Module):
    def __init__(self, inputs, widths, classes):
        super().__init__()
        a, b, c = widths
        self.fc1, self.bn1 = nn.Linear(inputs, a), nn.BatchNorm1d(a)
        self.fc2, self.bn2 = nn.Linear(a, b), nn.BatchNorm1d(b)
        self.fc3, self.fc4 = nn.Linear(b, c), nn.Linear(c, classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.fc1(x)))
        x = torch.relu(self.bn2(self.fc2(x)))
        return self.fc4(torch.relu(self.fc3(x)))


class Csc461Mlp(nn.Module):
    def __init__(self, inputs, widths, classes):
        super().__init__()
        layers = [nn.BatchNorm1d(inputs)]
        for width in widths:
            layers += [nn.BatchNorm1d(inputs), nn.Linear(inputs, width), nn.ReLU(), nn.Dropout(0.0)]
            inputs = width
        self.network = nn.Sequential(*layers, nn.Linear(inputs, classes))

    def forward(self, x):
        return self.network(x)


class ExplorationMlp(nn.Module):
    def __init__(self, inputs, widths, classes):
        super().__init__()
        layers = []
        for width in widths:
            layers += [nn.Linear(inputs, width), nn.BatchNorm1d(width), nn.ReLU(), nn.Dropout(0.0)]
            inputs = width
        self.net = nn.Sequential(*layers, nn.Linear(inputs, classes))

    def forward(self, x):
        return self.net(x)


class SequenceLstm(nn.Module):
    def __init__(self, inputs, units, classes, bidirectional, pooling):
        super().__init__()
        self.pooling = pooling
        self.lstm = nn.LSTM(inputs, units, batch_first=True, bidirectional=bidirectional)
        width = units * (2 if bidirectional else 1)
        self.norm, self.fc = nn.LayerNorm(width), nn.Linear(width, classes)

    def forward(self, x):
        out, (hidden, _) = self.lstm(x)
        if self.pooling == "final":
            out = torch.cat(tuple(hidden), 1)
        elif self.pooling == "last":
            out = out[:, -1]
        out = self.norm(out)
        return self.fc(out.mean(1) if self.pooling == "mean" else out)


class CnnRnn(nn.Module):
    def __init__(self, height, filters, units, layers, classes, channels=1, features=0):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
        self.rnn = nn.LSTM(filters * (height // 2), units, layers, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * units + features, classes)

    def forward(self, x, features=None):
        x = self.cnn(x)
        n, c, h, w = x.shape
        out, _ = self.rnn(x.reshape(n, c * h, w).permute(0, 2, 1))
        out = out[:, -1]
        return self.fc(out if features is None else torch.cat((out, features), 1))
